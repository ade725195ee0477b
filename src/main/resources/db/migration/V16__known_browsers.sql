-- A browser that has logged in to an account: it has waits of its own, so that strangers cannot keep its owner out.
create table known_browser (
    id            varchar(36) primary key,
    account_id    varchar(36) not null references account (id) on delete cascade,
    digest        varchar(64) not null unique,
    created_at    bigint not null,
    last_login_at bigint not null
);
create index known_browser_account on known_browser (account_id);
create index known_browser_last_login on known_browser (last_login_at);

-- From where each account last logged in when: with their number the budget of a source grows.
create table source_login (
    subject    varchar(100) not null,
    account_id varchar(36) not null references account (id) on delete cascade,
    at         bigint not null,
    primary key (subject, account_id)
);
create index source_login_account on source_login (account_id);
create index source_login_at on source_login (at);

-- Of a failure counted for a source: whose account, or which unknown name, it was about.
alter table attempt add column cause varchar(100) not null default '';

-- From where a login came whose code is due, in which known browser, since when that browser has owed one, and
-- whether the owner has been told.
alter table half_session add column address varchar(64) not null default '';
alter table half_session add column user_agent varchar(200) not null default '';
alter table half_session add column browser_id varchar(36);
alter table half_session add column waiting_since bigint not null default 0;
alter table half_session add column told smallint not null default 0;
create index half_session_untold on half_session (waiting_since) where told = 0;
