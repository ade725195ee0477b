package dev.tollgate.extension;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a column of an imported file holds, as its header says: our own export, FreePBX, Yeastar
/// and 3CX call it by these words. The names are stored: add, never rename.
public enum ImportField {
    IGNORED(),
    NUMBER("extensionnumber", "extension", "number", "ext"),
    NAME("name", "fullname", "displayname"),
    FIRST_NAME("firstname"),
    LAST_NAME("lastname"),
    EMAIL("email", "emailaddress", "voicemailemail");

    private static final Pattern WORD_ENDS = Pattern.compile("(?<=[a-z])(?=[A-Z])|[^\\p{L}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    /// Folded, in the languages of those who name columns. A column too many is no loss: only those
    /// of numbers, names and addresses are of use, and they are known by their own words.
    private static final Set<String> SECRET_WORDS =
            Set.of(
                    "pin", "pins", "pass", "pw", "pwd", "psw", "pswd", "psk", "vmpin", "key",
                    "keys", "hash", "salt", "otp", "auth", "code", "codes", "codigo", "codice",
                    "kod", "mdp", "cle", "puk");

    private static final List<String> SECRET_PARTS =
            List.of(
                    "passw",
                    "passcode",
                    "passphrase",
                    "passord",
                    "pwd",
                    "pincode",
                    "pinnumber",
                    "secret",
                    "segret",
                    "segred",
                    "token",
                    "apikey",
                    "credential",
                    "credenc",
                    "geheim",
                    "kennwort",
                    "losung",
                    "zugangs",
                    "anmeldedaten",
                    "schlussel",
                    "motdepasse",
                    "contrasen",
                    "contrasin",
                    "clave",
                    "llave",
                    "senha",
                    "chave",
                    "palavrapasse",
                    "parola",
                    "wachtwoord",
                    "toegang",
                    "haslo",
                    "heslo",
                    "jelszo",
                    "losenord",
                    "adgangskode",
                    "kodeord",
                    "salasana",
                    "tunnusluku",
                    "sifre",
                    "lozinka",
                    "zaporka",
                    "geslo",
                    "slaptazod",
                    "parool",
                    "matkhau",
                    "katasandi",
                    "парол",
                    "секрет",
                    "пин",
                    "κωδικ",
                    "συνθηματικ",
                    "סיסמ",
                    "كلمةالمرور",
                    "كلمةالسر",
                    "密码",
                    "密碼",
                    "口令",
                    "パスワード",
                    "ハスワート",
                    "暗証",
                    "비밀",
                    "암호");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> headers;

    ImportField(String... headers) {
        this.headers = List.of(headers);
    }

    /// What a header calls its column.
    static ImportField of(String header) {
        String word = folded(header);
        return Arrays.stream(values())
                .filter(field -> field.headers.contains(word))
                .findFirst()
                .orElse(IGNORED);
    }

    /// Whether a header speaks of a password, a PIN or another secret: then its column is not read.
    static boolean isSecret(String header) {
        if (of(header) != IGNORED) {
            return false;
        }
        String plain = plain(header);
        String word = folded(plain);
        return SECRET_PARTS.stream().anyMatch(word::contains)
                || word.endsWith("pin")
                || Arrays.stream(WORD_ENDS.split(plain))
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .anyMatch(SECRET_WORDS::contains);
    }

    /// Without accents, so that each word stands in the list once.
    private static String plain(String header) {
        String parted = Normalizer.normalize(header, Normalizer.Form.NFKD);
        String bare = MARKS.matcher(parted).replaceAll("").replace('ł', 'l').replace('ø', 'o');
        return Normalizer.normalize(bare, Normalizer.Form.NFKC);
    }

    static String folded(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
