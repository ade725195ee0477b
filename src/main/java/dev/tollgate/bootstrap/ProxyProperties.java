package dev.tollgate.bootstrap;

import dev.tollgate.kernel.AddressRange;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `tollgate.web.*`.
///
/// @param trustedProxies addresses and ranges in CIDR notation of the reverse proxies whose word
/// counts;
///     empty for none
@ConfigurationProperties("tollgate.web")
record ProxyProperties(@DefaultValue({}) List<String> trustedProxies) {

    ProxyProperties {
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(ProxyProperties::range);
    }

    List<AddressRange> ranges() {
        return trustedProxies.stream().map(ProxyProperties::range).toList();
    }

    boolean areSet() {
        return !trustedProxies.isEmpty();
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text.strip())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "tollgate.web.trusted-proxies: \""
                                                + text
                                                + "\" is no address and no exact range: name the"
                                                + " proxies, such as 10.0.0.5 or 10.0.0.0/28;"
                                                + " everybody is no proxy"));
    }
}
