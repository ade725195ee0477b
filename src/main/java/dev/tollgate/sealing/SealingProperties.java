package dev.tollgate.sealing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the keys are.
///
/// @param key the key itself, base64 of 32 bytes, for an environment variable (`TOLLGATE_KEY`), or
///     several with spaces between; empty to use the file
/// @param keyFile file that holds the same, one a line; empty for `tollgate.key` in the data
///     directory
@ConfigurationProperties("tollgate")
public record SealingProperties(@DefaultValue("") String key, @DefaultValue("") String keyFile) {

    /// Keeps the key out of every log that prints settings.
    @Override
    public String toString() {
        return "SealingProperties[keyFile=" + keyFile + "]";
    }
}
