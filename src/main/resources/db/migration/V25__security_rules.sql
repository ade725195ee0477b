-- Sources that are never blocked: addresses and ranges in CIDR notation, in one spelling.
create table allowed_source (
    id       varchar(36) primary key,
    source   varchar(64) not null unique,
    note     varchar(200) not null,
    added_at bigint not null
);

-- The sources that are blocked, page by page.
create index budget_blocked on budget (not_before, subject) where kind = 'SOURCE';
