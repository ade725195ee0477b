package dev.tollgate.extension;

import dev.tollgate.storage.NumberOrder;

/// The orders of the list. Each ends in the number, so that no two extensions share a place, and a
/// page begins after the place of the last one before it: however far one has turned, a page costs
/// the same. The user name of an extension's account is its number.
public enum ExtensionSort {
    /// Numbers sort as numbers: 99 stands before 100.
    NUMBER(NumberOrder.placeOf("account.username")) {
        // The place is the number itself, so the extension need not be there any more.
        @Override
        String placeOfAfter() {
            return NumberOrder.placeOf("cast(:after as varchar(20))");
        }
    },
    NAME("extension.name_key, " + NumberOrder.placeOf("extension.number")),
    /// Who logged in last stands first, who never did, last.
    LAST_LOGIN("-coalesce(account.last_login_at, 0), " + NumberOrder.placeOf("account.username"));

    private final String place;

    ExtensionSort(String place) {
        this.place = place;
    }

    /// What a list in this order is ordered by, over `account` and `extension`.
    String place() {
        return place;
    }

    /// The condition that leaves what stands later.
    ///
    /// @param after a number, or the empty text for the first page
    String later(String after) {
        return after.isEmpty() ? "" : " and (" + place + ") > (" + placeOfAfter() + ")";
    }

    String placeOfAfter() {
        return "select "
                + place
                + " from extension join account on account.id = extension.account_id"
                + " where extension.number = :after";
    }
}
