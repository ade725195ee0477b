-- How mail is sent, where it was set in the portal. Without a row the configuration file says how, or nothing does.
create table mail_server (
    id          smallint primary key check (id = 1),
    host        varchar(253) not null,
    port        integer not null,
    encryption  varchar(16) not null,
    username    varchar(254) not null,
    password    ${blob},
    password_at bigint,
    sender      varchar(254) not null,
    changed_at  bigint not null
);

-- How sending stands: for which settings (as a keyed hash) a test mail was taken, when any mail was last taken, and
-- what went wrong since.
create table mail_standing (
    id              smallint primary key check (id = 1),
    proven_settings varchar(64) not null default '',
    proven_at       bigint,
    succeeded_at    bigint,
    failed_at       bigint,
    error           varchar(400) not null default ''
);

-- Why the last try failed. Seven days of trying count from `mail_since`, where somebody asked for another try.
alter table notice add column mail_error varchar(400) not null default '';
alter table notice add column mail_since bigint;
alter table mail add column mail_error varchar(400) not null default '';
