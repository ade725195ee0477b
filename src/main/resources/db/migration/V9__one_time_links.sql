-- Links that are mailed, as the SHA-256 of their token: at most one of a kind an account, good once while the
-- account's epoch stands. The address is the one it is about, where that is not the account's own.
create table one_time_link (
    digest     varchar(64) primary key,
    account_id varchar(36) not null references account (id) on delete cascade,
    kind       varchar(24) not null,
    address    varchar(254) not null,
    epoch      bigint not null,
    created_at bigint not null,
    expires_at bigint not null,
    unique (account_id, kind)
);

-- What was typed under "Forgot password?", sealed, whether or not there is such an account, until it is looked up.
create table reset_request (
    id         varchar(36) primary key,
    name       ${blob} not null,
    address    varchar(64) not null,
    user_agent varchar(200) not null,
    created_at bigint not null
);

-- 1 while the e-mail address is one that somebody else has put there since its owner last logged in.
alter table account add column email_by_other smallint not null default 0;
