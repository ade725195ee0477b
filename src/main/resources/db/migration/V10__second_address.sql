-- A second address to which notices are mailed too; empty for none.
alter table account add column notice_email varchar(254) not null default '';
