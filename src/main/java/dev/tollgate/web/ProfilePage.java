package dev.tollgate.web;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LinkKind;
import dev.tollgate.extension.Extensions;
import dev.tollgate.login.EmailChanges;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.MailServers;
import dev.tollgate.web.AccountProfileView.AddressView;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Gathers what the page of one's own name and addresses shows.
@Component
final class ProfilePage {

    private final Accounts accounts;
    private final Extensions extensions;
    private final EmailChanges changes;
    private final MailServers mailServers;
    private final Pages pages;

    ProfilePage(
            Accounts accounts,
            Extensions extensions,
            EmailChanges changes,
            MailServers mailServers,
            Pages pages) {
        this.accounts = accounts;
        this.extensions = extensions;
        this.changes = changes;
        this.mailServers = mailServers;
        this.pages = pages;
    }

    /// What was typed stays.
    ModelAndView page(
            HttpServletRequest request,
            PortalSession session,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        Form form = new Form(request);
        Account account = accounts.get(session.account()).orElseThrow();
        String name = extensions.nameOf(account.id()).orElse(null);
        AccountProfileView view =
                new AccountProfileView(
                        account.username(),
                        name != null && form.has("name") ? form.text("name") : name,
                        address(request, "email", account.email(), account, LinkKind.EMAIL),
                        address(
                                request,
                                "noticeEmail",
                                accounts.noticeEmail(account.id()),
                                account,
                                LinkKind.NOTICE_EMAIL),
                        mailServers.isSet(),
                        stepUp,
                        errors);
        boolean right = errors.byField().isEmpty();
        return pages.page(
                request,
                "account-profile",
                view,
                right ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private AddressView address(
            HttpServletRequest request, String field, String now, Account account, LinkKind kind) {
        Form form = new Form(request);
        return new AddressView(
                now,
                form.has(field) ? form.text(field) : now,
                changes.pending(kind, account.id(), Visit.of(request).now()).orElse(null));
    }
}
