-- Under a step-up that its account has shown, work goes on without a session while the account's epoch stands.
create table mandate (
    id         varchar(36) primary key,
    account_id varchar(36) not null references account (id) on delete cascade,
    purpose    varchar(32) not null,
    epoch      bigint not null,
    session    varchar(64) not null,
    address    varchar(64) not null,
    user_agent varchar(200) not null,
    given_at   bigint not null,
    expires_at bigint not null
);
create index mandate_account on mandate (account_id);
create index mandate_expires on mandate (expires_at);

-- Long work. Whoever holds the lease works on it; the owner is an account's id.
create table job (
    id            varchar(36) primary key,
    owner         varchar(36) not null,
    kind          varchar(40) not null,
    payload       text not null,
    state         varchar(16) not null,
    failure       varchar(40) not null,
    total         integer not null,
    done          integer not null,
    left_out      integer not null,
    created_at    bigint not null,
    finished_at   bigint,
    read_at       bigint,
    results_until bigint not null,
    lease         varchar(64) not null,
    lease_until   bigint not null,
    attempts      integer not null
);
create index job_unread on job (owner, created_at) where read_at is null;
create index job_due on job (lease_until) where finished_at is null;

-- What a job does one after the other. The outcome is empty while it waits.
create table job_item (
    job_id   varchar(36) not null references job (id) on delete cascade,
    position integer not null,
    subject  varchar(64) not null,
    label    varchar(200) not null,
    outcome  varchar(40) not null,
    sealed   ${blob},
    primary key (job_id, position)
);
create index job_item_waiting on job_item (job_id, position) where outcome = '';
