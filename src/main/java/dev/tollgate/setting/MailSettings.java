package dev.tollgate.setting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The mail server in use.
///
/// @param stored whether it was set in the portal; else the configuration file names it
/// @param passwordAt when its password was given in the portal; `null` for none
/// @param mark stands for just these settings; another mark, other settings
public record MailSettings(
        MailServer server, boolean stored, @Nullable Instant passwordAt, String mark) {}
