package dev.tollgate.account;

import dev.tollgate.account.PasswordRules.Violation;
import dev.tollgate.kernel.Secret;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Checks what people typed before it becomes an account or a password: the same rules at every
/// door where a password is set.
@Component
public final class AccountForms {

    private static final String PRODUCT = "Tollgate";

    private final PasswordRules rules;
    private final Settings settings;

    AccountForms(PasswordRules rules, Settings settings) {
        this.rules = rules;
        this.settings = settings;
    }

    /// Everything that is wrong with a new account, in the order of the form.
    public List<Problem> problems(NewAccount wanted, PortalSettings settings) {
        List<Problem> problems = nameProblems(wanted);
        problems.addAll(
                problems(
                        wanted.password(),
                        wanted.confirmedPassword(),
                        false,
                        contextWords(wanted.username(), wanted.email(), settings)));
        return problems;
    }

    /// What is wrong with the names of a new account; its password is not looked at.
    public static List<Problem> nameProblems(NewAccount wanted) {
        List<Problem> problems = new ArrayList<>();
        LoginName.problemWithUserName(wanted.username())
                .ifPresent(kind -> problems.add(named("username", kind)));
        emailProblem(wanted.email()).ifPresent(problems::add);
        return problems;
    }

    /// What is wrong with an e-mail address.
    public static Optional<Problem> emailProblem(String address) {
        return LoginName.problemWithEmail(address).map(kind -> named("email", kind));
    }

    /// Everything that is wrong with a new password of an account.
    public List<Problem> problems(Secret password, Secret confirmed, Account account) {
        return problems(password, confirmed, account, false);
    }

    /// The same of an account that may never log in without a second factor.
    public List<Problem> problems(
            Secret password, Secret confirmed, Account account, boolean alwaysWithSecondFactor) {
        return problems(
                password,
                confirmed,
                alwaysWithSecondFactor,
                contextWords(account.username(), account.email(), settings.current()));
    }

    /// The words that a password of such an account must not contain.
    public static List<String> contextWords(
            String username, String email, PortalSettings settings) {
        List<String> words = new ArrayList<>();
        words.add(PRODUCT);
        words.add(settings.pbxName());
        words.add(String.valueOf(settings.portalAddress().getHost()));
        words.add(username);
        words.add(email);
        words.add(email.substring(0, Math.max(email.indexOf('@'), 0)));
        return words;
    }

    private List<Problem> problems(
            Secret password, Secret confirmed, boolean alwaysWithSecondFactor, List<String> words) {
        List<Problem> problems = new ArrayList<>();
        for (Violation violation : rules.check(password, alwaysWithSecondFactor, words)) {
            problems.add(problem(violation));
        }
        if (problems.isEmpty() && !password.matches(confirmed)) {
            problems.add(new Problem("confirmPassword", "password.differs", ""));
        }
        return problems;
    }

    private static Problem problem(Violation violation) {
        return switch (violation) {
            case Violation.TooShort(int minimum) -> password("too-short", String.valueOf(minimum));
            case Violation.TooLong(int maximum) -> password("too-long", String.valueOf(maximum));
            case Violation.Common _ -> password("common", "");
            case Violation.ContainsWord(String word) -> password("contains", word);
            case Violation.ControlCharacter _, Violation.MalformedText _ ->
                    password("unreadable", "");
        };
    }

    private static Problem password(String key, String word) {
        return new Problem("password", "password." + key, word);
    }

    private static Problem named(String field, LoginName.Problem problem) {
        String name = problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(field, field + "." + name, "");
    }
}
