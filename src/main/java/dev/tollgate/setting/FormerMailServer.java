package dev.tollgate.setting;

import dev.tollgate.kernel.Secret;
import java.util.Optional;

/// A mail server that was replaced.
///
/// @param stored whether it was set in the portal; else the configuration file knows the way to it
/// @param password what it was given in the portal; empty for none
public record FormerMailServer(
        String id, MailServer server, boolean stored, Optional<Secret> password) {}
