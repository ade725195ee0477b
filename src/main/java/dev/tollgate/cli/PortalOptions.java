package dev.tollgate.cli;

import dev.tollgate.setting.PortalSettings;
import picocli.CommandLine.Option;

/// The settings of a new portal, each filled in where it is not given.
final class PortalOptions {

    @Option(
            names = "--pbx-name",
            paramLabel = "NAME",
            description = "PBX Name, shown in the portal, in mails and in authenticators.")
    private String pbxName = "";

    @Option(
            names = "--portal-address",
            paramLabel = "URL",
            description = "Portal Address, with which every link begins.")
    private String portalAddress = "";

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Time Zone, such as Europe/Lisbon.")
    private String timeZone = "";

    PortalSettings.Parsed parse(PortalSettings otherwise) {
        return PortalSettings.parse(
                pbxName.isEmpty() ? otherwise.pbxName() : pbxName,
                portalAddress.isEmpty() ? otherwise.portalAddress().toString() : portalAddress,
                timeZone.isEmpty() ? otherwise.timeZone().getId() : timeZone);
    }
}
