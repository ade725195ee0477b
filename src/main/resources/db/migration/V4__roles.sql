-- Reception and meeting-room phones have an extension and no way into the portal.
alter table account add column portal_access smallint not null default 1;
create index account_role on account (role);

-- Where a notice goes that the account's own address does not get, such as to the address it had before. It is
-- mailed only, never shown in the portal. Empty: to the account's own.
alter table notice add column address varchar(254) not null default '';
