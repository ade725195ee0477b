package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `extension-import`: asks for a file. The form posts `file` to `/extensions/import`.
///
/// @param error what is wrong with the file that came, or `null`
record ExtensionImportView(@Nullable TextView error) {}
