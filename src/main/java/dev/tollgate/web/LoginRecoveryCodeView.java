package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `login-recovery-code`. The form posts `code` to `/login/recovery-code`.
///
/// @param account whose second step this is
/// @param error `recovery-code.wrong`, `recovery-code.missing`, `code.wait` (time), or null
record LoginRecoveryCodeView(String account, @Nullable TextView error) {}
