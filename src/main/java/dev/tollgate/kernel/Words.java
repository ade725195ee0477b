package dev.tollgate.kernel;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/// The names of constants as they are read, in records and files.
public final class Words {

    private Words() {}

    /// `HUMAN_RESOURCE`: "human resource".
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// In the order of their names, with commas between; "none" for none.
    public static String of(Collection<? extends Enum<?>> values) {
        return values.isEmpty()
                ? "none"
                : values.stream().map(Words::of).sorted().collect(Collectors.joining(", "));
    }
}
