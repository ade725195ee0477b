package dev.tollgate.account;

import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;

/// A password that somebody else hands to an account's owner, who has to change it at the next
/// login: 100 random bits as 20 characters in groups of five, none of which is read as another (`0`
/// and `o`, `1` and `l` are left out). Whether it is still good is the account's matter, not its
/// own.
public final class OneTimePassword {

    private static final int CHARACTERS = 20;
    private static final int GROUP = 5;
    private static final String ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz";

    private OneTimePassword() {}

    /// Such as `h4tmz-9kqc2-vxw6e-p3bnd`.
    public static Secret random(RandomSource random) {
        StringBuilder text = new StringBuilder();
        for (byte chance : random.bytes(CHARACTERS)) {
            text.append(ALPHABET.charAt(chance & 31));
        }
        for (int end = CHARACTERS - GROUP; end > 0; end -= GROUP) {
            text.insert(end, '-');
        }
        return Secret.of(text.toString());
    }
}
