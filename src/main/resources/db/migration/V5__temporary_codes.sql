-- What an administrator has issued for somebody whose phone is at home: as a keyed hash, at most one an account,
-- good while the account's epoch stands.
create table temporary_code (
    account_id varchar(36) primary key references account (id) on delete cascade,
    digest     varchar(64) not null,
    epoch      bigint not null,
    expires_at bigint not null
);

-- The orders in which the list of extensions is read.
create index extension_name on extension (lower(name), length(number), number);
