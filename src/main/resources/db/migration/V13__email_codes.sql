-- Six digits that were mailed: as a keyed hash, one for what it opens (a login between password and code, a session),
-- good while the account's epoch stands.
create table email_code (
    account_id varchar(36) not null references account (id) on delete cascade,
    binding    varchar(80) not null,
    digest     varchar(64) not null,
    epoch      bigint not null,
    tries      integer not null,
    sent_at    bigint not null,
    expires_at bigint not null,
    primary key (account_id, binding)
);
create index email_code_end on email_code (expires_at);

-- When the last three were sent to an account, whatever they opened; 0 for never.
create table email_code_sending (
    account_id  varchar(36) primary key references account (id) on delete cascade,
    third_last  bigint not null,
    second_last bigint not null,
    last        bigint not null
);

-- What fills the second gap of a mail's text, such as from where it was asked for.
alter table mail add column detail varchar(300) not null default '';
