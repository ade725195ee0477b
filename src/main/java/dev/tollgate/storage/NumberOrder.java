package dev.tollgate.storage;

/// The order of extension numbers as people read them: 99 stands before 100.
public final class NumberOrder {

    private NumberOrder() {}

    /// A number's place as one value, its length and then itself, by which an index can be entered.
    /// In the words of the indexes of V20.
    ///
    /// @param number a column or another expression of SQL
    public static String placeOf(String number) {
        return "(cast(100 + length(%1$s) as varchar(3)) || %1$s)".formatted(number);
    }
}
