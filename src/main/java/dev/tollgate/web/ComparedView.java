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
                .mapToObj(field -> typed(labels.get(field), now.get(field), yours.get(field)))
                .filter(ComparedView::differs)
                .toList();
    }

    static ComparedView typed(String label, String now, String yours) {
        return new ComparedView(label, TextView.of(PLAIN, now), TextView.of(PLAIN, yours));
    }

    static ComparedView ticked(String label, boolean now, boolean yours) {
        return new ComparedView(label, tick(now), tick(yours));
    }

    boolean differs() {
        return !now.equals(yours);
    }

    private static TextView tick(boolean on) {
        return TextView.of(on ? "changed.on" : "changed.off");
    }
}
