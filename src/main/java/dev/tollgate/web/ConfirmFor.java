package dev.tollgate.web;

import dev.tollgate.session.Purpose;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the pop-up "Password" on the page "Security Settings" is opened for.
enum ConfirmFor {
    ENROL(Purpose.TURN_ON),
    TURN_OFF(Purpose.TURN_OFF),
    ADD(Purpose.ADD_AUTHENTICATOR),
    REPLACE(Purpose.ADD_AUTHENTICATOR),
    RENAME(Purpose.RENAME_AUTHENTICATOR),
    REMOVE(Purpose.REMOVE_AUTHENTICATOR),
    RECOVERY_CODES(Purpose.NEW_RECOVERY_CODES),
    CHANGE_METHOD(Purpose.CHANGE_METHOD);

    private final Purpose purpose;

    ConfirmFor(Purpose purpose) {
        this.purpose = purpose;
    }

    static Optional<ConfirmFor> parse(String name) {
        return Arrays.stream(values()).filter(value -> value.key().equals(name)).findFirst();
    }

    Purpose purpose() {
        return purpose;
    }

    /// The name in addresses, forms and message keys.
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Opens the pop-up.
    String address(String target) {
        return "/account/security?confirm=" + key() + (target.isEmpty() ? "" : "&target=" + target);
    }
}
