-- The row that whoever saves the security options waits at, there from the first day.
insert into security_option (name, value) values ('version', '0') on conflict (name) do nothing;
