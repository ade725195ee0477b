package dev.tollgate.web;

/// The page `extension-add`. The form posts `number`, `name` and `email` to `/extensions/add`.
record ExtensionAddView(String number, String name, String email, ErrorsView errors) {}
