-- An account without an e-mail address has the empty text there and no login name of it.
-- A password that somebody else issued stops working at this instant.
alter table account add column issued_until bigint;

create table extension (
    account_id varchar(36) primary key references account (id) on delete cascade,
    number     varchar(20) not null unique,
    name       varchar(100) not null,
    version    integer not null
);
create index extension_order on extension (length(number), number);
