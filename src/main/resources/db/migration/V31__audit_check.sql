-- What came of the last nightly look through the whole record, signed; which server is at it; and of which finding
-- administrators were told.
create table audit_check (
    id          smallint primary key check (id = 1),
    day         varchar(10) not null,
    lease_until bigint not null,
    at          bigint not null,
    finding     varchar(40) not null,
    position    bigint not null,
    signature   varchar(81) not null,
    told        varchar(60) not null
);
