-- A row is signed by whoever writes it (`mark`), and chained afterwards: it gets its place in the chain and a keyed
-- hash over what came before it (`seal`). A row without a place is still to be chained.
alter table audit add column mark varchar(81) not null default '';
alter table audit add column position bigint;
alter table audit add column seal varchar(81);
create unique index audit_position on audit (position);
create index audit_unsealed on audit (at, id) where position is null;

-- Where the chain ends and where it was cut, signed; and which server chains. `unmarked` rows are older than marks.
create table audit_head (
    id           smallint primary key check (id = 1),
    position     bigint not null,
    seal         varchar(81) not null,
    cut_position bigint not null,
    cut_seal     varchar(81) not null,
    unmarked     bigint not null,
    sealed_at    bigint not null,
    signature    varchar(81) not null,
    lease        varchar(32) not null,
    lease_until  bigint not null
);

-- Points of the chain that were told to the log as well, and at which it may be cut.
create table audit_anchor (
    position  bigint primary key,
    seal      varchar(81) not null,
    at        bigint not null,
    signature varchar(81) not null
);
create index audit_anchor_at on audit_anchor (at);

-- The orders in which Operation Logs are read: newest first, of all and of each filter.
create index audit_at on audit (at, id);
create index audit_actor on audit (actor, at, id);
create index audit_address on audit (address, at, id);
create index audit_refused on audit (at, id) where outcome = 'REFUSED';
drop index audit_target;
create index audit_target on audit (target, at, id);
drop index audit_kind;
create index audit_kind on audit (kind, at, id);
