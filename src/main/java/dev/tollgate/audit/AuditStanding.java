package dev.tollgate.audit;

import java.time.Instant;

/// How it stands with the chain, at a glance: its rows are not looked at.
///
/// @param position number of the last chained row; 0 where there is none
/// @param sealedAt when it was chained
/// @param broken whether the head of the chain was altered
public record AuditStanding(long position, Instant sealedAt, boolean broken) {}
