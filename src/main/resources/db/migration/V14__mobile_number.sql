-- Where an extension's user is rung back.
alter table extension add column mobile varchar(32) not null default '';
