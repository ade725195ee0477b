package dev.tollgate.account;

/// What is wrong with one field of a form.
///
/// @param field the field's name in the form
/// @param key names the sentence in the message bundle
/// @param word what the sentence names (a word found in a password, a limit); may be empty
public record Problem(String field, String key, String word) {}
