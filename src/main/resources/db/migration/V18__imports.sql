-- A file that is being imported, without its columns of passwords and PINs, until it is taken over or forgotten.
create table import_draft (
    id         varchar(36) primary key,
    account_id varchar(36) not null references account (id) on delete cascade,
    file_name  varchar(100) not null,
    encoding   varchar(20) not null,
    separator  varchar(10) not null,
    not_read   text not null,
    columns    text not null,
    content    ${blob} not null,
    created_at bigint not null,
    expires_at bigint not null
);
create index import_draft_account on import_draft (account_id);
create index import_draft_expires on import_draft (expires_at);
