package dev.tollgate;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/// Gives the tests of each change portals of their own, for mutation testing alone: there one JVM
/// runs the tests of many changes, and what one left behind must not decide about the next. A
/// change has ended where its test failed, or where a test runs that has run before.
public final class FreshPortals implements InvocationInterceptor {

    private static final Set<String> RUN = ConcurrentHashMap.newKeySet();

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> called,
            ExtensionContext context)
            throws Throwable {
        run(invocation, context.getUniqueId());
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> called,
            ExtensionContext context)
            throws Throwable {
        run(invocation, context.getUniqueId());
    }

    private static void run(Invocation<Void> invocation, String test) throws Throwable {
        if (RUN.contains(test)) {
            renew();
        }
        RUN.add(test);
        boolean passed = false;
        try {
            invocation.proceed();
            passed = true;
        } finally {
            if (!passed) {
                renew();
            }
        }
    }

    private static void renew() {
        RUN.clear();
        SharedPortals.closeAll();
    }
}
