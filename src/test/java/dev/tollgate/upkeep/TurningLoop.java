package dev.tollgate.upkeep;

import dev.tollgate.TestPortal;
import dev.tollgate.sealing.Keys;
import dev.tollgate.sealing.Resealing;
import dev.tollgate.session.ConsoleAct;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// A program that turns the key again and again until it is killed, and says when it begins.
final class TurningLoop {

    static final String TURN_BEGINS = "a turn begins";

    private TurningLoop() {}

    /// @param arguments the portal's settings, each as `name=value`
    public static void main(String[] arguments) {
        Map<String, Object> settings =
                Arrays.stream(arguments)
                        .map(setting -> setting.split("=", 2))
                        .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        TestPortal portal = TestPortal.join(settings);
        while (true) {
            System.out.println(TURN_BEGINS);
            portal.get(Keys.class).prepare();
            portal.get(KeyTurning.class).turn(ConsoleAct.issue(portal.now()));
            portal.get(Resealing.class).run(_ -> {});
        }
    }
}
