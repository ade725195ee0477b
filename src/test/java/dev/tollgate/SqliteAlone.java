package dev.tollgate;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/// Leaves out the runs on PostgreSQL, for mutation testing alone: its profile switches the
/// detection of extensions on, nothing else does. What PIT mutates is Java, the same above both
/// databases.
public final class SqliteAlone implements InvocationInterceptor {

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> called,
            ExtensionContext context)
            throws Throwable {
        if (called.getArguments().contains(TestStore.POSTGRES)) {
            invocation.skip();
        } else {
            invocation.proceed();
        }
    }
}
