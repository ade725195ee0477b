package dev.tollgate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTests {

    @Test
    void toStringWhenPrintedThenShowsNothing() {
        assertThat(Secret.of("correct horse").toString()).isEqualTo("[REDACTED]");
        assertThat("got " + Secret.of("correct horse")).doesNotContain("horse");
    }

    @Test
    void matchesWhenSameTextThenTrue() {
        assertThat(Secret.of("pässwörd").matches(Secret.of("pässwörd"))).isTrue();
    }

    @Test
    void matchesWhenOtherTextThenFalse() {
        assertThat(Secret.of("a").matches(Secret.of("b"))).isFalse();
        assertThat(Secret.of("a").matches(Secret.of("aa"))).isFalse();
        assertThat(Secret.of("a").matches(Secret.of(""))).isFalse();
    }

    @Test
    void revealWhenAskedThenTheTextItself() {
        assertThat(Secret.of(" as typed ").reveal()).isEqualTo(" as typed ");
    }
}
