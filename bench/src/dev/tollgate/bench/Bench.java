package dev.tollgate.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `seed`, `list` and `storm`; script/bench says how they are called.
public final class Bench {

    private static final List<Integer> SIZES = List.of(10_000, 1_000_000);

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = options(arguments);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "seed" -> seed(options);
            case "list" -> list(options);
            case "storm" -> storm(options);
            default -> throw new IllegalArgumentException("seed, list or storm");
        }
    }

    private static void seed(Map<String, String> options) throws IOException {
        int accounts = Integer.parseInt(options.getOrDefault("--accounts", "10000"));
        Path data = Path.of(options.getOrDefault("--data-dir", "bench-data"));
        try (Core core = Core.open(data)) {
            new Seed(core).write(accounts, Path.of(options.getOrDefault("--out", "users.csv")));
        }
    }

    /// Both sizes in one run, on one machine in one state.
    private static void list(Map<String, String> options) throws IOException {
        Path base = Path.of(options.getOrDefault("--data-dir", "target/bench-data"));
        Map<Integer, Map<String, ListTimes.Timed>> times = new HashMap<>();
        for (int size : SIZES) {
            Path data = base.resolve(String.valueOf(size));
            boolean made = Files.exists(data);
            Files.createDirectories(data);
            try (Core core = Core.open(data)) {
                if (!made) {
                    new Seed(core).write(size, data.resolve("users.csv"));
                }
                times.put(size, new ListTimes(core).measure(size));
            }
        }
        System.out.println("| Query | 10,000 accounts | match | 1,000,000 accounts | match | Ratio |");
        System.out.println("|---|---|---|---|---|---|");
        times.get(SIZES.getFirst())
                .forEach(
                        (query, small) -> {
                            ListTimes.Timed large = times.get(SIZES.getLast()).get(query);
                            System.out.printf(
                                    Locale.ENGLISH,
                                    "| %s | %.2f ms | %s | %.2f ms | %s | %.1f |%n",
                                    query,
                                    small.median(),
                                    small.matches(),
                                    large.median(),
                                    large.matches(),
                                    large.median() / small.median());
                        });
    }

    /// @throws IllegalStateException where the portal is not set up
    private static void storm(Map<String, String> options)
            throws IOException, InterruptedException {
        URI portal = URI.create(options.getOrDefault("--url", "http://127.0.0.1:8080"));
        new Storm(portal, Integer.parseInt(options.getOrDefault("--clients", "100"))).run();
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }
}
