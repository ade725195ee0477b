package dev.tollgate.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailKindTests {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("messages");

    /// A mail whose text has no gap would not carry what it is sent for.
    @ParameterizedTest
    @EnumSource(MailKind.class)
    void textsWhenOfAKindThenThereWithAGap(MailKind kind) {
        assertThat(TEXTS.getString("mail.subject." + kind)).isNotBlank();
        assertThat(TEXTS.getString("mail.text." + kind)).contains("{0}");
    }
}
