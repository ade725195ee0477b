-- How many days the record is kept, where that was set.
create table audit_retention (
    id   smallint primary key check (id = 1),
    days integer not null
);
