package dev.tollgate.storage;

/// What a program may do to the schema when it starts.
public enum SchemaPolicy {
    /// A server: bring it up to date.
    MIGRATE,
    /// The unattended set-up: make it where there is none.
    CREATE_OR_CHECK,
    /// A restore, beside the portal's database: whoever fills it makes it.
    LEAVE,
    /// Every other console command: look, do not touch; where there is no database, make none.
    CHECK;

    void apply(Migrations migrations) {
        switch (this) {
            case MIGRATE -> migrations.migrate();
            case CREATE_OR_CHECK -> migrations.createOrCheck();
            case LEAVE -> migrations.requireNone();
            case CHECK -> migrations.check();
        }
    }
}
