-- Which events are mailed, and to whom beyond the owner: addresses with commas between. Without a row an event is
-- mailed and has no contacts.
create table event_setting (
    event    varchar(40) primary key,
    mailed   smallint not null,
    contacts text not null
);

-- 'VERSION' counts the saves. 'SAMPLE' and 'RESETS' say when a sample was last asked for, and when administrators were
-- last told of many resets: both happen only so often, on all nodes together.
create table event_state (
    name  varchar(16) primary key,
    value bigint not null
);

-- A mail server that was replaced, for a day: through it those are told who would never hear of it through the next.
create table former_mail_server (
    id         varchar(36) primary key,
    stored     smallint not null,
    host       varchar(253) not null,
    port       integer not null,
    encryption varchar(16) not null,
    username   varchar(254) not null,
    password   ${blob},
    sender     varchar(254) not null,
    expires_at bigint not null
);

-- Mails to addresses that are no account's own. They outlive the account that they tell of.
create table contact_mail (
    id            varchar(36) primary key,
    kind          varchar(40) not null,
    detail        text not null,
    about         varchar(300) not null,
    address       varchar(254) not null,
    sample        smallint not null,
    server        varchar(36) references former_mail_server (id) on delete cascade,
    created_at    bigint not null,
    mail_attempts integer not null,
    mail_after    bigint not null,
    mail_since    bigint not null,
    mail_error    varchar(400) not null default ''
);
create index contact_mail_due on contact_mail (mail_after);
create index contact_mail_server on contact_mail (server);
