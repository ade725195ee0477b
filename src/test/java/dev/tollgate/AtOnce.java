package dev.tollgate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Runs the same thing on many threads that one latch releases together.
public final class AtOnce {

    private AtOnce() {}

    /// What each thread's work gave, or the exception that it threw, in the order of their numbers.
    public static List<Object> run(int threads, IntFunction<?> work) {
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            calls.add(() -> work.apply(number));
        }
        return run(calls);
    }

    /// What each call gave, or the exception that it threw.
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static List<Object> run(Callable<Object>... calls) {
        return run(List.of(calls));
    }

    private static List<Object> run(List<Callable<Object>> calls) {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<Object>> running = new ArrayList<>();
            for (Callable<Object> call : calls) {
                running.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return call.call();
                                }));
            }
            start.countDown();
            return running.stream().map(AtOnce::resultOf).toList();
        }
    }

    private static Object resultOf(Future<Object> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
