package dev.tollgate.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.setting.PortalSettings.Parsed;
import dev.tollgate.setting.PortalSettings.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalSettingsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pbx.example.com",
                "https://10.0.0.5:8443",
                "http://127.0.0.1:8080",
                "http://localhost",
                "HTTP://LOCALHOST:9090",
                "http://[::1]:8080"
            })
    void addressWhenReachedOverHttpsOrFromThisMachineThenTaken(String address) {
        assertThat(PortalSettings.parse("Acme", address, "UTC")).isInstanceOf(Parsed.Valid.class);
    }

    /// Links in mails begin with it: over plain HTTP, what they open would cross the network in
    /// clear, and the portal answers nobody there.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://pbx.example.com",
                "http://10.0.0.5:8080",
                "http://0.0.0.0:8080",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://[2001:db8::1]:8080"
            })
    void addressWhenPlainHttpAcrossTheNetworkThenRefused(String address) {
        assertThat(PortalSettings.parse("Acme", address, "UTC"))
                .isEqualTo(new Parsed.Invalid(List.of(Problem.PORTAL_ADDRESS)));
    }
}
