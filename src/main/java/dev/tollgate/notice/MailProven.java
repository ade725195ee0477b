package dev.tollgate.notice;

import java.time.Instant;

/// Hears that a mail server took a test mail, in the open transaction that notes it. Implemented by
/// the package that knows the security options.
public interface MailProven {

    void onTaken(Instant now);
}
