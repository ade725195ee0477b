package dev.tollgate.account;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The first start: one link, one form, one super administrator. There is no account and no
/// password before it.
@Component
public final class FirstSetUp {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Accounts accounts;
    private final Settings settings;
    private final AuditLog audit;
    private final SetUpLinkFile linkFile;
    private final RandomSource random;

    /// Once there is an account there always is one, so a yes is kept.
    private volatile boolean done;

    FirstSetUp(
            JdbcClient jdbc,
            Transactions transactions,
            Accounts accounts,
            Settings settings,
            AuditLog audit,
            SetUpLinkFile linkFile,
            RandomSource random) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.accounts = accounts;
        this.settings = settings;
        this.audit = audit;
        this.linkFile = linkFile;
        this.random = random;
    }

    public boolean isWaiting() {
        if (!done && !accounts.isEmpty()) {
            done = true;
        }
        return !done;
    }

    /// Makes a link and kills the one before it. Only its hash is stored.
    public Token newLink(Instant now) {
        Token link = Token.random(random);
        transactions.write(
                () -> {
                    replaceLink(link, now);
                    audit.write(AuditEvent.console(now, Kind.SET_UP_LINK_MADE, null));
                });
        linkFile.remove();
        return link;
    }

    /// Makes a link where there is none yet; empty where another node has printed one.
    public Optional<Token> firstLink(Instant now) {
        return transactions.read(this::hasLink) ? Optional.empty() : Optional.of(newLink(now));
    }

    public boolean isCurrent(Token link) {
        return isWaiting()
                && transactions.read(
                        () ->
                                !jdbc.sql("select 1 from setup_link where digest = :digest")
                                        .param("digest", link.digest())
                                        .query((row, _) -> row.getInt(1))
                                        .list()
                                        .isEmpty());
    }

    /// Spends the link and makes the super administrator and the settings, all or nothing.
    ///
    /// @return empty where the link is not the current one (any more)
    public Optional<Account> complete(
            Token link,
            NewAccount wanted,
            HashedPassword password,
            PortalSettings chosen,
            Source source,
            Instant now) {
        Optional<Account> made =
                transactions.writeOrNothing(
                        () ->
                                claim(now) && spend(link)
                                        ? make(wanted, password, chosen, source, now)
                                        : Optional.empty());
        made.ifPresent(_ -> linkFile.remove());
        return made;
    }

    /// The unattended form of [#complete], for whoever commands the server itself.
    ///
    /// @return empty where the set-up has been done before
    public Optional<Account> completeOnConsole(
            NewAccount wanted, HashedPassword password, PortalSettings chosen, Instant now) {
        Source console = Source.console();
        Optional<Account> made =
                transactions.writeOrNothing(
                        () ->
                                claim(now)
                                        ? make(wanted, password, chosen, console, now)
                                        : Optional.empty());
        made.ifPresent(_ -> linkFile.remove());
        return made;
    }

    private void replaceLink(Token link, Instant now) {
        jdbc.sql(
                        """
                        insert into setup_link (id, digest, created_at) values (1, :digest, :now)
                        on conflict (id) do update
                        set digest = excluded.digest, created_at = excluded.created_at""")
                .param("digest", link.digest())
                .param("now", now.toEpochMilli())
                .update();
    }

    private Optional<Account> make(
            NewAccount wanted,
            HashedPassword password,
            PortalSettings chosen,
            Source source,
            Instant now) {
        jdbc.sql("delete from setup_link").update();
        Account account = accounts.create(wanted, password, false, now).orElseThrow();
        settings.save(chosen);
        audit.write(AuditEvent.own(now, Kind.SET_UP, account.id(), source));
        return Optional.of(account);
    }

    /// Decides which of several set-ups at the same moment, at the wizard and on the console, is
    /// the one. Each claims before it touches the link: in another order two of them could wait for
    /// each other.
    private boolean claim(Instant now) {
        return jdbc.sql(
                                """
                                insert into setting (name, value) values ('set_up_at', :now)
                                on conflict (name) do nothing""")
                        .param("now", now.toString())
                        .update()
                == 1;
    }

    private boolean spend(Token link) {
        return jdbc.sql("delete from setup_link where digest = :digest")
                        .param("digest", link.digest())
                        .update()
                == 1;
    }

    private boolean hasLink() {
        List<Integer> rows =
                jdbc.sql("select 1 from setup_link").query((row, _) -> row.getInt(1)).list();
        return !rows.isEmpty();
    }
}
