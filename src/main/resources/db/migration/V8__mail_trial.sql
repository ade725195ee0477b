-- The newest test mail that an administrator asked for. It is sent by whichever server takes it; the page that waits
-- for the answer reads it here.
create table mail_trial (
    id       smallint primary key check (id = 1),
    name     varchar(36) not null,
    address  varchar(254) not null,
    asked_at bigint not null,
    taken_at bigint,
    done_at  bigint,
    fault    varchar(20) not null default '',
    answer   varchar(400) not null default ''
);
