package dev.tollgate.web;

import dev.tollgate.account.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Turns what is wrong with a form into what its page shows: the first thing for each field.
final class Errors {

    private Errors() {}

    static ErrorsView one(String field, TextView text) {
        return new ErrorsView(Map.of(field, text));
    }

    static ErrorsView of(List<Problem> problems) {
        return of(problems, UnaryOperator.identity());
    }

    /// @param fieldName what the page calls the field that the problem names
    static ErrorsView of(List<Problem> problems, UnaryOperator<String> fieldName) {
        Map<String, TextView> byField = new LinkedHashMap<>();
        for (Problem problem : problems) {
            byField.putIfAbsent(
                    fieldName.apply(problem.field()), TextView.of(problem.key(), problem.word()));
        }
        return new ErrorsView(byField);
    }
}
