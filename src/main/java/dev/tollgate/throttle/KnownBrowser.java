package dev.tollgate.throttle;

/// A browser that has logged in to an account before.
public record KnownBrowser(String id) {}
