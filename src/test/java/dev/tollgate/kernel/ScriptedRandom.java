package dev.tollgate.kernel;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;

/// Chance that a test can repeat and foresee: first what it was told to give, then the stream of
/// its seed. Safe for use by many threads.
public final class ScriptedRandom implements RandomSource {

    private final Random random;
    private final Queue<byte[]> script = new ArrayDeque<>();

    public ScriptedRandom(long seed) {
        random = new Random(seed);
    }

    /// The next call gets exactly these bytes; several go out in the order they came in.
    public synchronized ScriptedRandom then(byte[] bytes) {
        script.add(bytes.clone());
        return this;
    }

    /// @throws IllegalStateException if the script holds another number of bytes than is asked for
    @Override
    public synchronized byte[] bytes(int count) {
        byte[] scripted = script.poll();
        if (scripted == null) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }
        if (scripted.length != count) {
            throw new IllegalStateException(
                    "the script has " + scripted.length + " bytes next, asked for " + count);
        }
        return scripted;
    }
}
