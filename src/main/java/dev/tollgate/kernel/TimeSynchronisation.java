package dev.tollgate.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Whether the operating system keeps its clock in time by the network, whichever program does so
/// for it: timesyncd, chrony and ntpd all tell the kernel, and `adjtimex(2)` of Linux tells us. It
/// changes nothing and needs no right.
public final class TimeSynchronisation {

    /// What `adjtimex` returns while nobody keeps the clock in time.
    private static final int TIME_ERROR = 5;

    /// No `struct timex` is larger. All zero, it asks and sets nothing.
    private static final long TIMEX_BYTES = 512;

    private final Optional<MethodHandle> adjtimex;

    @SuppressWarnings("restricted") // the one signature that the manual gives
    TimeSynchronisation() {
        Linker linker = Linker.nativeLinker();
        this.adjtimex =
                linker.defaultLookup()
                        .find("adjtimex")
                        .map(
                                function ->
                                        linker.downcallHandle(
                                                function,
                                                FunctionDescriptor.of(
                                                        ValueLayout.JAVA_INT,
                                                        ValueLayout.ADDRESS)));
    }

    /// How it is now.
    public State read() {
        return adjtimex.map(TimeSynchronisation::ask).map(State::of).orElse(State.UNKNOWN);
    }

    private static int ask(MethodHandle adjtimex) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES);
            return (int) adjtimex.invokeExact(timex);
        } catch (Throwable e) {
            throw new AssertionError("adjtimex throws nothing", e);
        }
    }

    /// How the clock is kept.
    public enum State {
        KEPT,
        NOT_KEPT,
        /// The system is another one than Linux, or does not say.
        UNKNOWN;

        static State of(int returned) {
            if (returned < 0) {
                return UNKNOWN;
            }
            return returned == TIME_ERROR ? NOT_KEPT : KEPT;
        }
    }
}
