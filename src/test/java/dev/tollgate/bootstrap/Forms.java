package dev.tollgate.bootstrap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every form of the portal: what it is posted to and which fields it has.
final class Forms {

    static final Map<String, List<String>> FIELDS = fields();

    private Forms() {}

    /// The address that a pattern stands for.
    static String address(String pattern, String handle, String id) {
        return pattern.replace("{handle}", handle)
                .replace("{id}", id)
                .replace("{number}", WebPortal.EXTENSION);
    }

    private static Map<String, List<String>> fields() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("/login", List.of("username", "password", "next"));
        fields.put("/login/code", List.of("code", "trust"));
        fields.put("/login/recovery-code", List.of("code"));
        fields.put("/login/forgot", List.of("username"));
        fields.put(
                "/login/reset", List.of("link", "newPassword", "confirmPassword", "recoveryCode"));
        fields.put("/invitation", List.of("link", "newPassword", "confirmPassword"));
        fields.put("/confirm-email", List.of("link"));
        fields.put("/logout", List.of());
        fields.put(
                "/maintenance/operation-logs/retention",
                List.of("days", "version", "password", "code"));
        fields.put(
                "/maintenance/operation-logs/export",
                List.of("from", "until", "who", "whom", "event", "outcome", "address", "format"));
        fields.put(
                "/setup",
                List.of(
                        "link",
                        "pbxName",
                        "portalAddress",
                        "timeZone",
                        "username",
                        "email",
                        "password",
                        "confirmPassword"));
        fields.put(
                "/account/password", List.of("currentPassword", "newPassword", "confirmPassword"));
        fields.put("/account/proof", List.of("code", "temporaryCode", "send"));
        fields.put("/account/secure", List.of());
        fields.put(
                "/account/secure/password",
                List.of("currentPassword", "newPassword", "confirmPassword"));
        fields.put("/account/secure/log-out-others", List.of());
        fields.put("/account/secure/end", List.of());
        fields.put("/account/profile", List.of("name"));
        fields.put("/account/profile/email", List.of("email", "password", "code"));
        fields.put("/account/profile/notice-email", List.of("noticeEmail", "password", "code"));
        fields.put("/account/profile/cancel", List.of("kind"));
        fields.put("/account/theme", List.of("theme"));
        fields.put("/account/stay", List.of());
        fields.put("/account/notices/{id}/read", List.of());
        fields.put("/account/security/confirm", List.of("purpose", "target", "password", "code"));
        fields.put("/account/security/method", List.of("method"));
        fields.put("/account/security/turn-off", List.of());
        fields.put("/account/security/authenticators/add", List.of());
        fields.put("/account/security/authenticators/{id}/replace", List.of());
        fields.put("/account/security/authenticators/{id}/rename", List.of("name"));
        fields.put("/account/security/authenticators/{id}/remove", List.of());
        fields.put("/account/security/authenticator/{handle}", List.of("code", "name"));
        fields.put("/account/security/email", List.of("code", "send", "cancel"));
        fields.put("/account/security/authenticator/{handle}/cancel", List.of());
        fields.put("/account/security/authenticator/{handle}/renew", List.of());
        fields.put("/account/security/recovery-codes", List.of());
        fields.put("/account/security/recovery-codes/saved", List.of("saved", "made"));
        fields.put("/account/security/trusted-devices/{id}/remove", List.of());
        fields.put("/account/security/trusted-devices/remove-all", List.of());
        fields.put("/account/security/sessions/{id}/log-out", List.of());
        fields.put("/account/security/sessions/log-out-others", List.of());
        fields.put("/system/administrators/add", List.of("username", "email", "password", "code"));
        fields.put("/system/administrators/{id}/remove", List.of("password", "code"));
        fields.put("/extensions/add", List.of("number", "name", "email"));
        fields.put(
                "/extensions/{number}",
                List.of(
                        "name",
                        "mobile",
                        "email",
                        "role",
                        "portalAccess",
                        "status",
                        "version",
                        "password",
                        "code"));
        fields.put("/extensions/bulk", List.of("act", "number", "all", "search", "missing"));
        fields.put(
                "/extensions/bulk/start",
                List.of(
                        "act",
                        "numbers",
                        "given",
                        "reason",
                        "expected",
                        "chosen",
                        "page",
                        "password",
                        "code"));
        fields.put("/extensions/import", List.of("file"));
        fields.put("/extensions/import/{id}/columns", List.of("column0", "column1"));
        fields.put("/extensions/import/{id}/start", List.of("stamp", "password", "code"));
        fields.put("/jobs/{id}/stop", List.of());
        fields.put("/jobs/{id}/read", List.of());
        fields.put("/jobs/{id}/letters", List.of());
        fields.put("/extensions/{number}/unlock", List.of("password", "code"));
        fields.put("/extensions/{number}/log-out", List.of());
        fields.put("/extensions/{number}/trusted-devices/remove-all", List.of());
        fields.put("/extensions/{number}/temporary-code", List.of("password", "code"));
        fields.put(
                "/extensions/{number}/lost-phone",
                List.of(
                        "turnOff",
                        "logOut",
                        "removeDevices",
                        "reason",
                        "checked",
                        "password",
                        "code"));
        fields.put("/extensions/{number}/disable", List.of("password", "code"));
        fields.put("/extensions/{number}/delete", List.of("password", "code"));
        fields.put(
                "/extensions/{number}/security",
                List.of("twoFactor", "reason", "checked", "password", "code"));
        fields.put("/extensions/{number}/invitation", List.of("password", "code"));
        fields.put("/extensions/{number}/letter", List.of("password", "code"));
        fields.put("/security/settings/roll-out/remind", List.of("role", "reason"));
        fields.put(
                "/settings/preferences",
                List.of(
                        "pbxName",
                        "portalAddress",
                        "timeZone",
                        "helpContact",
                        "headerColour",
                        "version",
                        "password",
                        "code"));
        fields.put(
                "/system/email",
                List.of(
                        "host",
                        "port",
                        "encryption",
                        "username",
                        "mailPassword",
                        "sender",
                        "again",
                        "version",
                        "password",
                        "code"));
        fields.put("/security/rules/blocked/delete", List.of("source"));
        fields.put("/security/rules/allowed/add", List.of("address", "note", "password", "code"));
        fields.put("/security/rules/allowed/{id}/remove", List.of("password", "code"));
        fields.put("/settings/preferences/key", List.of("key"));
        fields.put("/system/email/test", List.of("password", "code"));
        fields.put("/system/email/remove", List.of("password", "code"));
        fields.put("/system/email/try-again", List.of());
        fields.put(
                "/system/events",
                List.of(
                        "version",
                        "mailed-NEW_BROWSER",
                        "contacts-NEW_BROWSER",
                        "contacts-TWO_FACTOR_OFF",
                        "password",
                        "code"));
        fields.put("/system/events/sample", List.of("event", "password", "code"));
        fields.put(
                "/security/settings",
                List.of(
                        "mandatoryAll",
                        "mandatory-EMPLOYEE",
                        "mandatoryFrom",
                        "verifyIdentity",
                        "idleMinutes",
                        "administratorMethods-AUTHENTICATOR",
                        "userMethods-EMAIL",
                        "administratorTrustDays",
                        "userTrustDays",
                        "restrict",
                        "addresses",
                        "version",
                        "password",
                        "code"));
        return fields;
    }
}
