package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestJar;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StaleSessionException;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Devices that their owner trusts no longer.
class TrustedDeviceRemovalTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private TestUser laptop;
    private TestUser desk;
    private PortalSession withCode;

    /// Two trusted devices, and a session that has shown a code.
    private void open(TestStore store) {
        TestUser user = TestUser.enrolledEmployee(PORTALS.of(store));
        laptop = user.bringing(new TestJar());
        desk = user.bringing(new TestJar());
        laptop.logInTrusting();
        withCode = desk.logInTrusting();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removeAllWhenDoneThenEachAsksForACodeAndWhatCameInWithoutOneIsOut(TestStore store) {
        open(store);
        PortalSession onTrust = laptop.logIn();
        assertThat(onTrust.secondFactorAt()).isNull();

        trust().removeAll(withCode, desk.source, desk.now());

        assertThat(live()).contains(withCode.digest()).doesNotContain(onTrust.digest());
        assertThat(laptop.rows("trusted_device")).isZero();
        assertThat(laptop.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        assertThat(desk.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        assertThat(laptop.audited("DEVICE_REMOVED")).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removeWhenTheSessionHasEndedThenTheDeviceStays(TestStore store) {
        open(store);
        PortalSession ended = desk.logIn();
        String device = trust().of(desk.id, Keepsakes.NONE, desk.now()).getFirst().id();
        desk.logOut(ended);

        assertThatThrownBy(() -> trust().remove(ended, device, desk.source, desk.now()))
                .isInstanceOf(StaleSessionException.class);
        assertThatThrownBy(() -> trust().removeAll(ended, desk.source, desk.now()))
                .isInstanceOf(StaleSessionException.class);

        assertThat(desk.rows("trusted_device")).isEqualTo(2);
        assertThat(desk.audited("DEVICE_REMOVED")).isZero();
    }

    private DeviceTrust trust() {
        return desk.get(DeviceTrust.class);
    }

    private List<String> live() {
        return desk.get(Sessions.class).of(desk.id, desk.now()).stream()
                .map(PortalSession::digest)
                .toList();
    }
}
