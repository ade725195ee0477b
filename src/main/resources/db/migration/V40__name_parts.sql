-- The list of extensions finds a name by the beginning of any of its words: of "ana maria silva", "maria silva" and
-- "silva" stand here.
create table name_part (
    part       varchar(300) ${binary} not null,
    account_id varchar(36) not null references extension (account_id) on delete cascade,
    number     varchar(20) not null,
    primary key (account_id, part)
);
create index name_part_beginning on name_part (part, (cast(100 + length(number) as varchar(3)) || number), account_id);
insert into name_part (part, account_id, number)
with recursive rest (account_id, number, text) as (
    select account_id, number, cast(name_key as text) from extension where name_key like '% %'
    union all
    select account_id, number, substr(text, 2) from rest where text like '% %'
)
select distinct substr(text, 2), account_id, number from rest where text like ' _%' and text not like '  %';
