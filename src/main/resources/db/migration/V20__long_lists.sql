-- The list of extensions with a million rows. Names are found by their beginning, which needs an order by code point
-- whatever the locale of the database.
drop index extension_name;
alter table extension add column name_key varchar(300) ${binary} not null default '';
update extension set name_key = lower(name);
create index extension_name_key on extension (name_key, (cast(100 + length(number) as varchar(3)) || number), account_id);

-- Follows second_factor, so that accounts can be read by state. The user name of an extension's account is its number.
alter table account add column two_factor smallint not null default 0;
update account set two_factor = 1 where id in (select account_id from second_factor);

drop index extension_order;
-- Numbers in the order of numbers, as one value: the length first, by which shorter ones come first.
create index account_number on account ((cast(100 + length(username) as varchar(3)) || username));
create index account_on on account ((cast(100 + length(username) as varchar(3)) || username))
    where status = 'ACTIVE' and portal_access = 1 and two_factor = 1;
create index account_off on account ((cast(100 + length(username) as varchar(3)) || username))
    where status = 'ACTIVE' and portal_access = 1 and two_factor = 0;
create index account_never on account ((cast(100 + length(username) as varchar(3)) || username))
    where status = 'ACTIVE' and portal_access = 1 and two_factor = 0 and last_login_at is null;
create index account_no_access on account ((cast(100 + length(username) as varchar(3)) || username))
    where status = 'ACTIVE' and portal_access = 0;
create index account_disabled on account ((cast(100 + length(username) as varchar(3)) || username))
    where status = 'DISABLED';
drop index account_role;
create index account_role on account (role, (cast(100 + length(username) as varchar(3)) || username));
create index account_last_login on account ((-coalesce(last_login_at, 0)), (cast(100 + length(username) as varchar(3)) || username));

-- The codes accepted last tell how far the clock is off.
create index totp_last_used on totp (last_used_at);
-- What the Dashboard counts of the last 24 hours.
create index audit_kind on audit (kind, at);
