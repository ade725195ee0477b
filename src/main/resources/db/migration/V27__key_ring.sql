-- The keys that this database has been sealed under, with a value that only the key opens. One is current; old ones
-- are needed while a value is sealed under them.
create table key_ring (
    id      varchar(16) primary key,
    state   varchar(16) not null,
    sealed  ${blob} not null,
    since   bigint not null,
    made_at bigint not null
);
create unique index key_ring_current on key_ring (state) where state = 'CURRENT';
insert into key_ring (id, state, sealed, since, made_at)
    select key_id, 'CURRENT', sealed, created_at, created_at from key_check;
drop table key_check;

-- Keys that outlive the master key they came with, sealed under the current one.
create table working_key (
    purpose varchar(40) primary key,
    sealed  ${blob} not null
);
