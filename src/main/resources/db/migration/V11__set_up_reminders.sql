-- Who is told to set up a second factor, once for each occasion: a number of days before it becomes mandatory, or
-- because an administrator asked for it. Told by one node, whatever restarts there are.
create table set_up_reminder (
    account_id varchar(36) not null references account (id) on delete cascade,
    occasion   varchar(40) not null,
    asked_at   bigint not null,
    told_at    bigint,
    primary key (account_id, occasion)
);
create index set_up_reminder_due on set_up_reminder (asked_at) where told_at is null;

-- The order in which those who have none are listed.
create index account_order on account (length(username), username);
