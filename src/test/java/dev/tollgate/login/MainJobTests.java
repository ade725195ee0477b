package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MainJobTests {

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void logInWhenTwoFactorOnThenCodeAsked(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestPortal.Enrolled enrolled = portal.enrol(portal.logIn());
            assertThat(enrolled.confirmation().codes()).hasSize(10);

            SecondStep secondStep = portal.get(SecondStep.class);
            CodeOutcome replay =
                    secondStep.withCode(
                            portal.halfSession(),
                            portal.code(enrolled.secret()),
                            false,
                            TestPortal.SOURCE,
                            portal.now());
            assertThat(replay).isInstanceOf(CodeOutcome.AlreadyUsed.class);

            portal.clock.advance(Duration.ofSeconds(30));
            CodeOutcome right =
                    secondStep.withCode(
                            portal.halfSession(),
                            portal.code(enrolled.secret()),
                            false,
                            TestPortal.SOURCE,
                            portal.now());
            assertThat(right).isInstanceOf(CodeOutcome.SignedIn.class);
        }
    }
}
