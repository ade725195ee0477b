package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.extension.CsvFile.Reading;
import dev.tollgate.extension.ImportDraft.Format;
import dev.tollgate.kernel.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as other programs write them, and as nobody should.
class ImportFormatTests {

    private static final String LINE = "Zoë Ünal,1001";

    @ParameterizedTest
    @CsvSource({
        "freepbx.csv, FREEPBX, UTF-8",
        "yeastar.csv, YEASTAR, UTF-8",
        "3cx.csv, THREE_CX, UTF-16",
        "own.csv, OWN, UTF-8",
        "other.csv, OTHER, UTF-8"
    })
    void fileWhenOfAnotherProgramThenItsColumnsAreKnown(String file, Format format, String encoding)
            throws IOException {
        CsvTable table = read(bytes(file));
        List<ImportField> columns = table.header().stream().map(ImportField::of).toList();
        ImportDraft draft =
                new ImportDraft("", new AccountId(new UUID(0, 0)), "", columns, List.of(), table);

        assertThat(draft.format()).isEqualTo(format);
        assertThat(table.encoding()).isEqualTo(encoding);
        assertThat(columns).contains(ImportField.NUMBER, ImportField.EMAIL);
        assertThat(table.rows()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "User Password",
                "Registration Password",
                "AuthPassword",
                "Voicemail Access PIN",
                "PinNumber",
                "VMPIN",
                "pin",
                "voicemail_vmpwd",
                "secret",
                "devinfo_secret",
                "SIP Secret",
                "Passcode",
                "api key",
                "apiKey",
                "token",
                "PASSWORT",
                "pw",
                "Kennwort",
                "Passwort (SIP)",
                "Mot de passe",
                "Contraseña",
                "Contrasen\u0303a",
                "Senha",
                "Wachtwoord",
                "Credentials",
                "User Pwd1",
                "Pwd",
                "Geheimnis",
                "clave",
                "Clé",
                "Hasło",
                "Lösenord",
                "Şifre",
                "Пароль",
                "密码",
                "パスワード",
                "비밀번호",
                "mdp",
                "PIN2",
                "Zugangscode",
                "SipAuth",
                "Web Access Code"
            })
    void columnWhenItsHeaderSpeaksOfASecretThenItIsNotRead(String header) {
        assertThat(ImportField.isSecret(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extension",
                "name",
                "Shipping Address",
                "keyboard",
                "Opinion",
                "Email",
                "Durchwahl",
                "Teilnehmer",
                "Nom complet",
                "Passport Office",
                "Author",
                "Compass"
            })
    void columnWhenItsHeaderIsInnocentThenItIsRead(String header) {
        assertThat(ImportField.isSecret(header)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "UTF-16, UTF-16",
        "UTF-16LE, UTF-16LE",
        "UTF-16BE, UTF-16BE",
        "windows-1252, windows-1252"
    })
    void textWhenInAnyEncodingThenIsTheSame(String written, String found) {
        byte[] bytes = ("name,number\n" + LINE + "\n").getBytes(Charset.forName(written));

        CsvTable table = read(bytes);

        assertThat(table.encoding()).isEqualTo(found);
        assertThat(table.rows().getFirst().cells()).containsExactly("Zoë Ünal", "1001");
    }

    /// As Excel writes it, and reads it itself.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"sep=;    | ;", "SEP=,    | ,", "\"sep=;\" | ;", "sep=\\t | \\t"})
    void fileWhenItsFirstLineNamesTheSeparatorThenIsReadByIt(String first, String written) {
        String separator = written.replace("\\t", "\t");
        String header = "number" + separator + "name (a,b,c;d;e)";
        String line = "1001" + separator + "\"Silva; Ana, 2\"";
        String text = first.replace("\\t", "\t") + "\r\n" + header + "\r\n" + line + "\r\n";

        CsvTable table = read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8));

        assertThat(table.separator()).isEqualTo(separator.charAt(0));
        assertThat(table.header().getFirst()).isEqualTo("number");
        assertThat(table.rows()).extracting(CsvTable.Row::line).containsExactly(3L);
        assertThat(table.rows().getFirst().cells()).contains("1001", "Silva; Ana, 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lineWhenEndedInAnyWayThenItsNumberIsThatOfTheFile(String end) {
        CsvTable table =
                read(
                        ("number" + end + "1001" + end + end + "1002" + end)
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(table.rows()).extracting(CsvTable.Row::line).containsExactly(2L, 4L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUOTES | number,name\\n1001,\"Ana\\n1002,Lee\\n",
                "EMPTY | number,name\\n",
                "EMPTY | sep=;\\nnumber;name\\n",
                "SEPARATOR | sep=!\\nnumber!name\\n1001!Ana\\n",
                "EMPTY | \\n\\n",
                "HEADERS | 1001,Ana,my-secret-4711\\n1002,Lee,kennwort\\n",
                "HEADERS | Ana;ana@example.com\\nLee;lee@example.com\\n"
            })
    void fileWhenItCannotBeReadThenSaysWhy(String why, String text) {
        Reading reading =
                CsvFile.read(text.strip().replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));

        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        assertThat(((Reading.Unreadable) reading).why()).isEqualTo(why);
    }

    @Test
    void fileWhenNoEncodingFitsThenSaysSo() {
        byte[] bytes = "number,name\n1001,x\n".getBytes(StandardCharsets.US_ASCII);
        bytes[bytes.length - 2] = (byte) 0x81;

        assertThat(CsvFile.read(bytes)).isEqualTo(new Reading.Unreadable("ENCODING", 0));
    }

    @Test
    void fileWhenTooLongOrTooWideThenSaysSo() {
        String lines = "number\n" + "1001\n".repeat(CsvFile.MOST_ROWS + 1);
        String wide = "number" + ",x".repeat(60) + "\n1001\n";

        assertThat(CsvFile.read(lines.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class, read -> assertThat(read.why()).isEqualTo("ROWS"));
        assertThat(CsvFile.read(wide.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Reading.Unreadable("COLUMNS", 1));
    }

    @Test
    void cellWhenOfAMegabyteThenIsCutAndTooLongStill() {
        String cell = "a".repeat(1_000_000);

        CsvTable table = read(("number,name\n1001," + cell).getBytes(StandardCharsets.UTF_8));

        assertThat(table.rows().getFirst().cell(1).length()).isBetween(255, 1_000);
    }

    /// Bytes of all kinds are read or refused in words, and what is read comes back from the store.
    @Test
    void bytesWhenRandomThenReadOrRefusedAndStoredWhole() {
        Random random = new Random(20261125);
        byte[] alphabet = "0123,;\t\"\n\r'=@é\u0000\uFEFFname".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = alphabet[random.nextInt(alphabet.length)];
            }
            if (CsvFile.read(bytes) instanceof Reading.Read(CsvTable table)) {
                assertThat(CsvTable.of(table.text(), table.encoding(), table.separator()))
                        .isEqualTo(table);
            }
        }
    }

    private static CsvTable read(byte[] bytes) {
        return ((Reading.Read) CsvFile.read(bytes)).table();
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = ImportFormatTests.class.getResourceAsStream("/import/" + file)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
