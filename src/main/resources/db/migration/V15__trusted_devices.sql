-- A browser on which an account is not asked for a code, while the account's epoch stands.
create table trusted_device (
    id           varchar(36) primary key,
    account_id   varchar(36) not null references account (id) on delete cascade,
    epoch        bigint not null,
    user_agent   varchar(200) not null,
    address      varchar(64) not null,
    added_at     bigint not null,
    last_used_at bigint,
    expires_at   bigint not null
);
create index trusted_device_account on trusted_device (account_id);
create index trusted_device_end on trusted_device (expires_at);

-- Every token that the cookie of a device has held: the ones that have come back once and been replaced are kept
-- to be known again.
create table trusted_device_token (
    digest    varchar(64) primary key,
    device_id varchar(36) not null references trusted_device (id) on delete cascade,
    state     varchar(16) not null
);
create index trusted_device_token_device on trusted_device_token (device_id);

-- The trusted device in whose place no code was asked; such a session has shown one factor.
alter table session add column device_id varchar(36);
