package dev.tollgate;

import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a browser keeps between logins.
public final class TestJar implements Keepsakes {

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    @Override
    public Optional<Token> under(String name) {
        return Optional.ofNullable(tokens.get(name));
    }

    /// Another browser with the same: what somebody has who stole it.
    public TestJar copy() {
        TestJar copy = new TestJar();
        copy.tokens.putAll(tokens);
        return copy;
    }

    /// The tokens under names that begin with a kind, such as "device-".
    public List<Token> of(String kind) {
        return tokens.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// Puts a token in the place of all of a kind.
    public void replace(String kind, Token token) {
        tokens.replaceAll((name, kept) -> name.startsWith(kind) ? token : kept);
    }

    public Map<String, Token> tokens() {
        return tokens;
    }

    void keep(PasswordOutcome outcome) {
        if (outcome instanceof PasswordOutcome.SignedIn signedIn) {
            signedIn.keepsakes().forEach(this::keep);
        }
    }

    void keep(CodeOutcome outcome) {
        if (outcome instanceof CodeOutcome.SignedIn signedIn) {
            signedIn.keepsakes().forEach(this::keep);
        }
    }

    /// Keeps one that an answer gave.
    public void keep(Keepsake keepsake) {
        tokens.put(keepsake.name(), keepsake.token());
    }
}
