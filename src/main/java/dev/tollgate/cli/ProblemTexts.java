package dev.tollgate.cli;

import dev.tollgate.account.Problem;
import dev.tollgate.setting.PortalSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is wrong with what was given, in the words of a console.
final class ProblemTexts {

    private static final Map<String, String> TEXTS =
            Map.ofEntries(
                    Map.entry("username.empty", "the user name is empty"),
                    Map.entry("username.too-long", "the user name has more than 64 characters"),
                    Map.entry("username.outer-space", "the user name begins or ends with a space"),
                    Map.entry(
                            "username.forbidden-character",
                            "the user name may hold letters, digits, spaces and . _ - + & # % '"),
                    Map.entry("email.empty", "the email address is empty"),
                    Map.entry("email.too-long", "the email address is too long"),
                    Map.entry("email.outer-space", "the email address begins or ends with a space"),
                    Map.entry(
                            "email.forbidden-character",
                            "the email address holds a character that addresses do not have"),
                    Map.entry(
                            "email.not-an-address",
                            "the email address does not look like ana@example.com"),
                    Map.entry("password.too-short", "the password has fewer than {0} characters"),
                    Map.entry("password.too-long", "the password has more than {0} characters"),
                    Map.entry(
                            "password.common",
                            "the password is among the first that attackers try"),
                    Map.entry("password.contains", "the password contains \"{0}\""),
                    Map.entry(
                            "password.unreadable",
                            "the password holds more than one line, or a character that no keyboard"
                                    + " gives"));

    private ProblemTexts() {}

    /// @throws Refusal naming every problem, if there is one
    static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw Refusal.of(problems.stream().map(ProblemTexts::text).toList(), "");
        }
    }

    static String text(Problem problem) {
        String text =
                Optional.ofNullable(TEXTS.get(problem.key()))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no words for " + problem.key()));
        return text.replace("{0}", problem.word());
    }

    static String text(PortalSettings.Problem problem) {
        return switch (problem) {
            case PBX_NAME -> "the PBX Name must have 1 to 40 characters and no colon";
            case PORTAL_ADDRESS ->
                    "the Portal Address must be https:// and a host, without a path; http:// for"
                            + " localhost and 127.0.0.1 only";
            case TIME_ZONE -> "there is no such time zone; Europe/Lisbon is one";
            case HELP_CONTACT -> "a help contact has at most 120 characters in one line";
            case HEADER_COLOUR -> "there is no such header colour";
        };
    }
}
