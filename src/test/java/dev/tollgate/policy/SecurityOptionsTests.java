package dev.tollgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.factor.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules that need no store: from which instant a second factor is demanded, what a form may
/// hold, and which change weakens.
class SecurityOptionsTests {

    private static final SecurityOptions DEFAULT = SecurityOptions.DEFAULT;
    private static final Set<Method> BOTH = Set.of(Method.AUTHENTICATOR, Method.EMAIL);
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    /// Also where the day begins at one o'clock, because midnight was skipped.
    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-12-01, 2026-12-01T00:00:00Z",
        "Europe/Lisbon, 2026-07-01, 2026-06-30T23:00:00Z",
        "America/New_York, 2026-12-01, 2026-12-01T05:00:00Z",
        "Pacific/Kiritimati, 2026-12-01, 2026-11-30T10:00:00Z",
        "Pacific/Pago_Pago, 2026-12-01, 2026-12-01T11:00:00Z",
        "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z"
    })
    void demandWhenTheDayBeginsInTheZoneThenHoldsFromThatInstant(
            String zone, LocalDate day, Instant begins) {
        SecurityOptions options = DEFAULT.mandatory(Set.of(Role.EMPLOYEE), day);
        ZoneId here = ZoneId.of(zone);

        assertThat(options.demandSecondFactor(Role.EMPLOYEE, here, begins.minusMillis(1)))
                .isFalse();
        assertThat(options.demandSecondFactor(Role.EMPLOYEE, here, begins)).isTrue();
        assertThat(options.demandSecondFactor(Role.OPERATOR, here, begins)).isFalse();
    }

    /// Once demanded it stays so: no later instant, in any zone, takes it back.
    @Test
    void demandWhenAnyDayAndZoneThenNeverEndsByItself() {
        Random random = new Random(7);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int i = 0; i < 500; i++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            LocalDate day = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(6_000));
            SecurityOptions options = DEFAULT.mandatory(ALL, day);
            Instant first = day.atStartOfDay(zone).toInstant();
            long later = random.nextLong(Duration.ofDays(400).toMillis());

            assertThat(options.demandSecondFactor(Role.EMPLOYEE, zone, first.plusMillis(later)))
                    .isTrue();
            assertThat(
                            options.demandSecondFactor(
                                    Role.EMPLOYEE, zone, first.minusMillis(1 + later)))
                    .isFalse();
        }
    }

    @Test
    void demandWhenWithoutDateThenHoldsAtOnceForItsRolesOnly() {
        for (Role role : Role.values()) {
            SecurityOptions options = DEFAULT.mandatory(Set.of(role), null);
            for (Role other : Role.values()) {
                assertThat(options.demandSecondFactor(other, ZoneOffset.UTC, Instant.EPOCH))
                        .isEqualTo(other == role);
            }
        }
        assertThat(DEFAULT.demandSecondFactor(Role.EMPLOYEE, ZoneOffset.UTC, Instant.MAX))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 121, -1})
    void idleLimitWhenOutOfBoundsThenNoSuchOptions(int minutes) {
        assertThatThrownBy(() -> DEFAULT.idle(Duration.ofMinutes(minutes)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-13-01",
                "2026-02-30",
                "26-12-01",
                "2026-12-1",
                "+2026-12-01",
                "٢٠٢٦-١٢-٠١",
                "2026-12-01T00:00",
                " 2026-12-01",
                "tomorrow"
            })
    void formWhenTheDayIsNoneThenSaysSoAtTheField(String day) {
        assertThat(
                        problems(
                                new OptionsForm(
                                        true, Set.of(), day, false, "15", BOTH, BOTH, "0", "30",
                                        false, "")))
                .extracting(Problem::field)
                .containsExactly("mandatoryFrom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "121", "-5", "1e1", "15.0", " 15", "١٥", "99999", "0x10"})
    void formWhenTheMinutesAreNotFiveTo120ThenSaysSoAtTheField(String minutes) {
        assertThat(
                        problems(
                                new OptionsForm(
                                        true, Set.of(), "", false, minutes, BOTH, BOTH, "0", "30",
                                        false, "")))
                .extracting(Problem::field)
                .containsExactly("idleMinutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "181", "1.5", "٣", " 3", "1e2"})
    void formWhenTheDaysAreNotZeroTo180ThenSaysSoAtTheField(String days) {
        assertThat(
                        problems(
                                new OptionsForm(
                                        true, Set.of(), "", false, "15", BOTH, BOTH, days, "0",
                                        false, "")))
                .extracting(Problem::field)
                .containsExactly("administratorTrustDays");
        assertThat(
                        problems(
                                new OptionsForm(
                                        true, Set.of(), "", false, "15", BOTH, BOTH, "0", days,
                                        false, "")))
                .extracting(Problem::field)
                .containsExactly("userTrustDays");
    }

    @Test
    void formWhenAGroupHasNoMethodThenSaysSoAtTheField() {
        assertThat(
                        problems(
                                new OptionsForm(
                                        true, Set.of(), "", false, "15", Set.of(), BOTH, "0", "0",
                                        false, "")))
                .extracting(Problem::field)
                .containsExactly("administratorMethods");
    }

    @Test
    void formWhenMadeFromOptionsThenHoldsThem() {
        for (SecurityOptions options :
                List.of(
                        DEFAULT,
                        DEFAULT.mandatory(ALL, LocalDate.of(2026, 12, 1)).verifying(true),
                        DEFAULT.mandatory(Set.of(Role.OPERATOR), null).idle(Duration.ofHours(2)))) {
            assertThat(OptionsForm.of(options).parse(DEFAULT))
                    .isEqualTo(new OptionsForm.Parsed.Valid(options));
        }
    }

    @Test
    void changeWhenItAsksForLessThenWeakens() {
        LocalDate day = LocalDate.of(2026, 12, 1);
        SecurityOptions strict = DEFAULT.mandatory(ALL, null).idle(Duration.ofMinutes(10));

        assertThat(Weakening.isOne(strict, strict)).isFalse();
        assertThat(Weakening.isOne(DEFAULT, strict)).isFalse();
        assertThat(Weakening.isOne(strict, strict.mandatory(Set.of(Role.EMPLOYEE), null))).isTrue();
        assertThat(Weakening.isOne(strict, strict.mandatory(ALL, day))).isTrue();
        assertThat(Weakening.isOne(strict.mandatory(ALL, day), strict)).isFalse();
        assertThat(
                        Weakening.isOne(
                                strict.mandatory(ALL, day), strict.mandatory(ALL, day.plusDays(1))))
                .isTrue();
        assertThat(Weakening.isOne(strict, strict.methods(BOTH, BOTH))).isTrue();
        assertThat(
                        Weakening.isOne(
                                strict,
                                strict.methods(
                                        Set.of(Method.AUTHENTICATOR),
                                        Set.of(Method.AUTHENTICATOR))))
                .isFalse();
        assertThat(Weakening.isOne(strict, strict.verifying(true))).isFalse();
        assertThat(Weakening.isOne(strict.verifying(true), strict)).isTrue();
        assertThat(Weakening.isOne(strict, strict.trust(1, 30))).isTrue();
        assertThat(Weakening.isOne(strict, strict.trust(0, 29))).isFalse();
        assertThat(Weakening.isOne(strict, strict.idle(Duration.ofMinutes(11)))).isTrue();
        assertThat(Weakening.isOne(strict, strict.idle(Duration.ofMinutes(9)))).isFalse();
    }

    private static List<Problem> problems(OptionsForm form) {
        return ((OptionsForm.Parsed.Invalid) form.parse(DEFAULT)).problems();
    }
}
