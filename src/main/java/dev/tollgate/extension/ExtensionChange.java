package dev.tollgate.extension;

import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.session.AdministrativeAct;
import java.util.EnumSet;
import java.util.Set;

/// What an extension is to be from now on.
///
/// @param stamp of the extension that the form was made from
public record ExtensionChange(
        String name,
        String mobile,
        String email,
        Role role,
        boolean portalAccess,
        Status status,
        int stamp) {

    public ExtensionChange {
        name = ExtensionRules.stripped(name);
        mobile = mobile.strip();
        email = email.strip();
    }

    /// The extension as it is.
    public static ExtensionChange none(Extension extension) {
        return new ExtensionChange(
                extension.name(),
                extension.mobile(),
                extension.email(),
                extension.role(),
                extension.portalAccess(),
                extension.status(),
                extension.stamp());
    }

    public ExtensionChange withStatus(Status other) {
        return new ExtensionChange(name, mobile, email, role, portalAccess, other, stamp);
    }

    public ExtensionChange with(Role other) {
        return new ExtensionChange(name, mobile, email, other, portalAccess, status, stamp);
    }

    /// What has to be done for it.
    Set<AdministrativeAct> acts(Extension now) {
        Set<AdministrativeAct> acts = EnumSet.noneOf(AdministrativeAct.class);
        if (!name.equals(now.name()) || !mobile.equals(now.mobile())) {
            acts.add(AdministrativeAct.RENAME);
        }
        if (!email.equals(now.email())) {
            acts.add(AdministrativeAct.CHANGE_EMAIL);
        }
        if (role != now.role()) {
            acts.add(AdministrativeAct.CHANGE_ROLE);
        }
        if (portalAccess != now.portalAccess()) {
            acts.add(AdministrativeAct.CHANGE_PORTAL_ACCESS);
        }
        if (status != now.status()) {
            acts.add(
                    status == Status.ACTIVE ? AdministrativeAct.ENABLE : AdministrativeAct.DISABLE);
        }
        return acts;
    }

    /// Whether somebody may log in from then on who could not before.
    boolean opens(Extension now) {
        return !now.hasAccess() && portalAccess && status == Status.ACTIVE;
    }

    /// Whether nobody is ever to log in with it from then on.
    boolean closes(Extension now) {
        return now.portalAccess() && !portalAccess;
    }
}
