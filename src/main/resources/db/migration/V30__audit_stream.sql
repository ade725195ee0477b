-- How far the record has been copied to each place outside, and which server does it.
create table audit_stream (
    name          varchar(20) primary key,
    position      bigint not null,
    moved_at      bigint,
    failing_since bigint,
    lease         varchar(32) not null,
    lease_until   bigint not null
);
