package dev.tollgate.extension;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a bulk act would do as things stand.
///
/// @param total how many were chosen
/// @param chosen names those that were chosen, and no others, with how many have a letter
/// @param reached to how many it would be done
/// @param leftOut how many would be left out, by the reason: a name of `Administered.Why`, or
/// `NOTHING_TO_DO`
/// @param letters how many have a letter that they have not used, and that a new one makes
/// worthless; 0 for any other act
/// @param tooMany whether more were chosen than one job takes
public record BulkPreview(
        int total,
        String chosen,
        int reached,
        Map<String, Integer> leftOut,
        int letters,
        boolean tooMany) {

    public BulkPreview {
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }
}
