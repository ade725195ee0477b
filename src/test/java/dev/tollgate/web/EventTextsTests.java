package dev.tollgate.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.audit.AuditEvent.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever can happen has a sentence and a name.
class EventTextsTests {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void kindWhenShownThenHasASentenceAndAName(Kind kind) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Kind.class.getResourceAsStream("/messages.properties")) {
            texts.load(in);
        }
        String key = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(texts).containsKeys("activity." + key, "event." + kind);
    }
}
