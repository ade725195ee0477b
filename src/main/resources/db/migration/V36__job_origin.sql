-- What a job was started from: a page, shown once, or a file. And what it is about: of two that are about the same,
-- one is under way.
alter table job add column origin varchar(64);
alter table job add column content varchar(64);
create unique index job_origin on job (owner, origin) where state not in ('STOPPED', 'FAILED');
create unique index job_content on job (owner, content) where finished_at is null;
