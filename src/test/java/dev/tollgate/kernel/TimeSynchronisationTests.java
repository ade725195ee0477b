package dev.tollgate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.TimeSynchronisation.State;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSynchronisationTests {

    /// Of `sys/timex.h`, where a long has 64 bits.
    private static final long STATUS_OFFSET = 40;

    private static final int STA_UNSYNC = 0x0040;
    private static final int STA_CLOCKERR = 0x1000;

    /// After adjtimex(2): from TIME_OK to TIME_WAIT it is kept, leap seconds and all.
    @ParameterizedTest
    @CsvSource({
        "-1, UNKNOWN",
        "0, KEPT",
        "1, KEPT",
        "2, KEPT",
        "3, KEPT",
        "4, KEPT",
        "5, NOT_KEPT"
    })
    void stateWhenReturnedThenAsTheManualSays(int returned, State state) {
        assertThat(State.of(returned)).isEqualTo(state);
    }

    /// Which of them depends on the machine: it is what the kernel's own flags say by another call.
    @Test
    @EnabledOnOs(OS.LINUX)
    void readWhenOnLinuxThenAsTheKernelsFlagsSay() throws Throwable {
        assertThat(new TimeSynchronisation().read()).isEqualTo(byFlags());
    }

    /// By `clock_adjtime(CLOCK_REALTIME, …)`, and the field `status` of `struct timex`.
    @SuppressWarnings("restricted")
    private static State byFlags() throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle call =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("clock_adjtime"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(512, Long.BYTES);
            int returned = (int) call.invokeExact(0, timex);
            int status = timex.get(ValueLayout.JAVA_INT, STATUS_OFFSET);
            if (returned < 0) {
                return State.UNKNOWN;
            }
            return (status & (STA_UNSYNC | STA_CLOCKERR)) == 0 ? State.KEPT : State.NOT_KEPT;
        }
    }
}
