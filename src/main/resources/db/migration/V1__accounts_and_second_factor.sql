-- One dialect for SQLite and PostgreSQL. Instants are epoch milliseconds, ids UUIDv7 text, flags 0 or 1,
-- secrets sealed blobs, tokens the SHA-256 of what the browser holds.

create table key_check (
    id         smallint primary key check (id = 1),
    key_id     varchar(16) not null,
    sealed     ${blob} not null,
    created_at bigint not null
);

create table setting (
    name  varchar(64) primary key,
    value text not null
);

create table account (
    id                   varchar(36) primary key,
    username             varchar(64) not null,
    email                varchar(254) not null,
    role                 varchar(32) not null,
    status               varchar(16) not null,
    epoch                bigint not null,
    password             ${blob} not null,
    password_changed_at  bigint not null,
    must_change_password smallint not null,
    created_at           bigint not null,
    last_login_at        bigint
);

-- One namespace: a user name and an e-mail address can never name two accounts. In the order of code points, so that
-- names are found by their beginning.
create table login_name (
    name       varchar(300) ${binary} primary key,
    account_id varchar(36) not null references account (id) on delete cascade
);
create index login_name_account on login_name (account_id);

create table setup_link (
    id         smallint primary key check (id = 1),
    digest     varchar(64) not null,
    created_at bigint not null
);

-- A row here means: this account's logins ask for a second factor.
create table second_factor (
    account_id varchar(36) primary key references account (id) on delete cascade,
    method     varchar(16) not null,
    since      bigint not null
);

create table totp (
    id           varchar(36) primary key,
    account_id   varchar(36) not null references account (id) on delete cascade,
    name         varchar(64) not null,
    secret       ${blob} not null,
    last_step    bigint not null,
    created_at   bigint not null,
    last_used_at bigint
);
create index totp_account on totp (account_id);

create table totp_pending (
    digest         varchar(64) primary key,
    account_id     varchar(36) not null references account (id) on delete cascade,
    session_digest varchar(64) not null,
    epoch          bigint not null,
    replaces       varchar(36),
    secret         ${blob} not null,
    failures       integer not null,
    created_at     bigint not null,
    expires_at     bigint not null
);
create index totp_pending_account on totp_pending (account_id);

create table recovery_set (
    account_id varchar(36) primary key references account (id) on delete cascade,
    made_at    bigint not null,
    saved_at   bigint
);

create table recovery_code (
    account_id varchar(36) not null references account (id) on delete cascade,
    digest     varchar(64) not null,
    primary key (account_id, digest)
);

create table session (
    digest            varchar(64) primary key,
    account_id        varchar(36) not null references account (id) on delete cascade,
    epoch             bigint not null,
    created_at        bigint not null,
    last_seen_at      bigint not null,
    address           varchar(64) not null,
    user_agent        varchar(200) not null,
    password_at       bigint not null,
    second_factor_at  bigint,
    second_factor     varchar(16),
    confirmed_purpose varchar(32),
    confirmed_at      bigint,
    confirm_failures  integer not null
);
create index session_account on session (account_id);

create table half_session (
    digest       varchar(64) primary key,
    account_id   varchar(36) not null references account (id) on delete cascade,
    epoch        bigint not null,
    created_at   bigint not null,
    expires_at   bigint not null,
    next_path    varchar(500) not null,
    right_codes  integer not null,
    wrong_codes  integer not null
);
create index half_session_account on half_session (account_id);

create table budget (
    kind       varchar(16) not null,
    subject    varchar(100) not null,
    in_row     integer not null,
    level      integer not null,
    not_before bigint not null,
    primary key (kind, subject)
);

create table attempt (
    id      varchar(36) primary key,
    kind    varchar(16) not null,
    subject varchar(100) not null,
    at      bigint not null,
    weight  integer not null
);
create index attempt_subject on attempt (kind, subject, at);
create index attempt_at on attempt (at);

create table notice (
    id            varchar(36) primary key,
    account_id    varchar(36) not null references account (id) on delete cascade,
    kind          varchar(40) not null,
    detail        text not null,
    created_at    bigint not null,
    read_at       bigint,
    mailed_at     bigint,
    mail_attempts integer not null,
    mail_after    bigint not null
);
create index notice_account on notice (account_id, kind, created_at);
create index notice_unread on notice (account_id, created_at) where read_at is null;
create index notice_unmailed on notice (mail_after) where mailed_at is null;

create table audit (
    id         varchar(36) primary key,
    at         bigint not null,
    kind       varchar(40) not null,
    outcome    varchar(16) not null,
    actor      varchar(36),
    target     varchar(36),
    address    varchar(64) not null,
    user_agent varchar(200) not null,
    session    varchar(12) not null,
    reason     varchar(200) not null
);
create index audit_target on audit (target, at);
