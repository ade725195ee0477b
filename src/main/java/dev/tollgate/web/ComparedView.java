package dev.tollgate.web;

import java.util.List;
import java.util.stream.IntStream;

/// One field in which a form differs from what somebody else has saved meanwhile.
///
/// @param label key of the field's name
/// @param now what is saved
/// @param yours what the form holds
record ComparedView(String label, TextView now, TextView yours) {

    private static final String PLAIN = "changed.value";

    /// @param labels keys of the fields' names
    /// @param now as many values as there are labels
    /// @param yours as many again
    static List<ComparedView> of(List<String> labels, List<String> now, List<String> yours) {
        return IntStream.range(0, labels.size())
                .filter(field -> !now.get(field).equals(yours.get(field)))
                .mapToObj(
                        field ->
                                new ComparedView(
                                        labels.get(field),
                                        TextView.of(PLAIN, now.get(field)),
                                        TextView.of(PLAIN, yours.get(field))))
                .toList();
    }
}
