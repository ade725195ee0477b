-- When a session has shown, by more than the password, who is about to set up a mandatory second factor.
alter table session add column proven_at bigint;

-- Whether the password that somebody else has issued came in a letter, and so is such a proof while it is changed.
alter table account add column by_letter smallint not null default 0;

-- No page could set it so far, so nobody has decided against it; where a test mail was taken it is on.
delete from security_option where name = 'verify_identity';
insert into security_option (name, value)
select 'verify_identity', 'true' from mail_standing where proven_at is not null;
