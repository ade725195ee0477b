package dev.tollgate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Request;
import dev.tollgate.TestMailServer;
import dev.tollgate.UsedSecrets;
import dev.tollgate.bootstrap.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/// Everything secret that the browsers of this run typed, followed or kept: passwords, codes,
/// links, keys and cookies. Nothing of it may stand in what a portal leaves behind.
final class Secrets {

    /// What a mail may bring.
    private static final Set<String> MAILED_FIELDS = Set.of("code", "link");

    private static final Pattern WORD = Pattern.compile("[a-z]*");
    private static final Pattern CODE = Pattern.compile("[0-9]{6,8}");
    private static final Pattern NO_WORD = Pattern.compile("[^0-9A-Za-z]+");
    private static final int SHORTEST = 6;
    private static final String PRINTED_ONCE = "/setup?link=";

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final Set<String> MAILED = ConcurrentHashMap.newKeySet();

    private Secrets() {}

    /// Notes what the pages of a browser send.
    static void watch(BrowserContext context) {
        context.onRequest(Secrets::note);
    }

    /// Notes what a browser keeps.
    static void noteCookies(BrowserContext context) {
        context.cookies().forEach(cookie -> note(cookie.value));
    }

    /// What could stand anywhere, because it is short or a word, is left out.
    static void note(String secret) {
        note(secret, SEEN);
    }

    private static void note(String secret, Set<String> seen) {
        for (String spelled : List.of(secret, secret.replaceAll("[ -]", ""))) {
            if (spelled.length() >= SHORTEST && !WORD.matcher(spelled).matches()) {
                seen.add(spelled);
            }
        }
    }

    /// @param printed what the console has shown, where the link of the set-up may stand
    /// @param health what the portal says of itself
    static void assertInNone(String printed, String health, Path dataDir) {
        Map<String, String> left = files(dataDir);
        left.put("the database", values(dataDir));
        left.put("the health", health);
        left.put(
                "the console",
                printed.lines()
                        .filter(line -> !line.contains(PRINTED_ONCE))
                        .collect(Collectors.joining("\n")));
        assertThat(left.values()).anyMatch(text -> text.contains(Walk.PBX_NAME));
        left.forEach(
                (name, text) -> {
                    assertHoldsNone(name, text, SEEN);
                    assertHoldsNone(name, text, MAILED);
                });
    }

    /// Mails bring codes and links, and nothing else of it.
    static void assertInNone(TestMailServer mails) {
        assertThat(mails.received()).isNotEmpty();
        for (TestMailServer.Received mail : mails.received()) {
            assertHoldsNone("a mail", latin(Mailbox.texts(mail.message())), SEEN);
        }
    }

    /// Codes are looked for as whole words: their digits stand in digests and numbers by chance.
    private static void assertHoldsNone(String name, String text, Set<String> secrets) {
        Set<String> words = new HashSet<>(Arrays.asList(NO_WORD.split(text)));
        assertThat(secrets.stream())
                .as("secrets in " + name)
                .noneMatch(
                        secret ->
                                CODE.matcher(secret).matches()
                                        ? words.contains(secret)
                                        : text.contains(bytes(secret)));
    }

    private static void note(Request request) {
        String query = URI.create(request.url()).getRawQuery();
        Stream.of(query, request.postData())
                .filter(form -> form != null)
                .flatMap(form -> Stream.of(form.split("&")))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2 && UsedSecrets.FIELDS.contains(field[0]))
                .forEach(
                        field ->
                                note(
                                        URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                                        MAILED_FIELDS.contains(field[0]) ? MAILED : SEEN));
    }

    private static Map<String, String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file.getFileName().toString(), latin(Files.readAllBytes(file)));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Each value of each table, a line each: in the database's file they touch one another.
    private static String values(Path dataDir) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + dataDir.resolve("tollgate.db"));
        JdbcClient jdbc = JdbcClient.create(source);
        return Snapshot.tables(source).stream()
                .flatMap(table -> jdbc.sql("select * from " + table).query().listOfRows().stream())
                .flatMap(row -> row.values().stream())
                .map(value -> value instanceof byte[] held ? latin(held) : bytes("" + value))
                .collect(Collectors.joining("\n"));
    }

    /// As UTF-8.
    private static String bytes(String text) {
        return latin(text.getBytes(StandardCharsets.UTF_8));
    }

    /// One character a byte, whatever the file holds.
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
