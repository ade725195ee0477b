package dev.tollgate.web;

/// The page `extension-refused`: why whoever is logged in has no say in something.
///
/// @param why the sentence
/// @param back where to go on
record ExtensionRefusedView(TextView why, String back) {}
