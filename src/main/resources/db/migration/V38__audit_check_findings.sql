-- Of every finding administrators were told, not of the first alone: parted by commas.
alter table audit_check rename column told to told_first;
alter table audit_check add column told text not null default '';
update audit_check set told = told_first;
alter table audit_check drop column told_first;
