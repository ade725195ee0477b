-- Owners who said "Was not you?" and are changing the locks of their account. What they have done since stands in
-- the account itself.
create table securing (
    account_id varchar(36) primary key references account (id) on delete cascade,
    begun_at   bigint not null
);
