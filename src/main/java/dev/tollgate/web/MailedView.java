package dev.tollgate.web;

import dev.tollgate.login.MailedCodes;

/// Where an account gets its codes by mail: what was sent, and the button that sends one.
///
/// @param address the account's own, masked
/// @param live whether a code was sent that may still be typed
/// @param seconds until the next one may be sent; 0 for at once
/// @param delayed whether the mail server has not taken the mail so far
record MailedView(String address, boolean live, long seconds, boolean delayed) {

    static MailedView of(MailedCodes.Standing standing, Visit visit) {
        boolean waits = visit.now().isBefore(standing.nextAt());
        return new MailedView(
                masked(standing.address()),
                standing.live(),
                waits ? Pages.seconds(visit, standing.nextAt()) : 0,
                standing.delayed());
    }

    /// The wait as it counts down without JavaScript: `0:48`.
    public String clock() {
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    /// Enough for its owner to know it by, too little for anybody else: the first letter, and the
    /// domain. How long the rest is stays open. A first letter that is all there is stays hidden.
    static String masked(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1) {
            return "";
        }
        int first = Character.charCount(address.codePointAt(0));
        String shown = first < at ? address.substring(0, first) : "";
        return shown + "•••" + address.substring(at);
    }
}
