package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `bulk`: what would come of an act on many extensions. The form posts `act`, `numbers`
/// or the filter, `given`, `reason`, `expected`, `chosen` and `page` to `/extensions/bulk/start`.
///
/// @param act a name of `BulkAct`
/// @param total how many were chosen
/// @param reached to how many it would be done
/// @param leftOut how many would be left out, and why
/// @param chosen names those that were chosen, so that nobody else is reached
/// @param letters how many have an unused letter that the act makes worthless
/// @param tooMany whether more were chosen than can be taken at once
/// @param roles which may be given, for the act `ROLE`; else empty
/// @param page names this page to the start, which it can cause once
/// @param typed what the form holds
/// @param changed whether things have changed since the page was last shown
/// @param stepUp the pop-up that is open, or `null`
record BulkView(
        String act,
        int total,
        int reached,
        String chosen,
        List<LeftOut> leftOut,
        int letters,
        boolean tooMany,
        List<String> roles,
        String page,
        Typed typed,
        boolean changed,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {

    BulkView {
        leftOut = List.copyOf(leftOut);
        roles = List.copyOf(roles);
    }

    /// @param why a part of the key `left-out.`
    record LeftOut(String why, int count) {}

    /// @param numbers those that were ticked, with commas between; empty where the filter counts
    record Typed(
            String numbers,
            boolean all,
            String search,
            String role,
            String twoFactor,
            String status,
            String given,
            String reason) {}
}
