-- The list shows and filters by method: 0 is off, 1 by authenticator, 2 by email. Each state is found along an index.
update account set two_factor = 2 where id in (select account_id from second_factor where method = 'EMAIL');
drop index account_on;
create index account_on on account ((cast(100 + length(username) as varchar(3)) || username))
    where status = 'ACTIVE' and portal_access = 1 and two_factor > 0;
create index account_by_authenticator on account ((cast(100 + length(username) as varchar(3)) || username))
    where status = 'ACTIVE' and portal_access = 1 and two_factor = 1;
create index account_by_email on account ((cast(100 + length(username) as varchar(3)) || username))
    where status = 'ACTIVE' and portal_access = 1 and two_factor = 2;
-- In other words than the states above, so that it is not taken for one of them.
create index account_open on account ((cast(100 + length(username) as varchar(3)) || username))
    where status = 'ACTIVE' and portal_access <> 0;
