-- Mails that carry what only their reader may know: a link or a code. Sealed, and gone once sent or run out.
create table mail (
    id         varchar(36) primary key,
    account_id varchar(36) not null references account (id) on delete cascade,
    kind       varchar(40) not null,
    address    varchar(254) not null,
    content    ${blob} not null,
    created_at bigint not null,
    expires_at bigint not null,
    attempts   integer not null,
    mail_after bigint not null
);
create index mail_due on mail (mail_after);
create index mail_account on mail (account_id, kind);

-- What the security options were set to; what is not here has its default.
create table security_option (
    name  varchar(64) primary key,
    value text not null
);
