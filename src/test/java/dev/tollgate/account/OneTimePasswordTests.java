package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.ScriptedRandom;
import dev.tollgate.kernel.Secret;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneTimePasswordTests {

    @Test
    void randomWhenCalledThenFourGroupsOfFive() {
        byte[] bytes = new byte[20];
        IntStream.range(0, 20).forEach(i -> bytes[i] = (byte) (i - 10));

        Secret password = OneTimePassword.random(new ScriptedRandom(1).then(bytes));

        assertThat(password.reveal()).isEqualTo("qrstu-vwxyz-23456-789ab");
    }

    @Test
    void randomWhenOftenCalledThenEveryCharacterAndNoneThatIsReadAsAnother() {
        ScriptedRandom random = new ScriptedRandom(2);
        Set<Integer> seen =
                IntStream.range(0, 1_000)
                        .mapToObj(_ -> OneTimePassword.random(random).reveal())
                        .flatMap(text -> text.chars().boxed())
                        .collect(Collectors.toSet());

        assertThat(seen).hasSize(32 + 1).doesNotContain((int) '0', (int) '1', (int) 'l', (int) 'o');
    }

    @Test
    void randomWhenHeldAgainstTheRulesThenLongEnough() {
        Secret password = OneTimePassword.random(new ScriptedRandom(3));

        assertThat(new PasswordRules().check(password, false, List.of())).isEmpty();
    }
}
