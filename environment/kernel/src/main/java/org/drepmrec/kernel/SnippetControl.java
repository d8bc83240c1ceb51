package org.drepmrec.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;

/** Runs snippets in the kernel's own process and keeps the objects, which JShell itself would turn into strings. */
final class SnippetControl extends DirectExecutionControl implements ExecutionControlProvider {

    private Object result;
    private Throwable thrown;

    SnippetControl(SnippetLoader loader) {
        super(loader);
    }

    @Override
    public String name() {
        return "drepmrec";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
        return this;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        result = null;
        thrown = null;
        try {
            result = snippet.invoke(null);
            return "";
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
            throw e;
        }
    }

    /** Without its causes, which the kernel shows itself; JShell follows a circle of them until the stack is full. */
    @Override
    protected String throwConvertedInvocationException(Throwable error) throws RunException, InternalException {
        if (error instanceof SPIResolutionException) {
            return super.throwConvertedInvocationException(error);
        }
        throw new UserException(null, error.getClass().getName(), error.getStackTrace());
    }

    @Override
    public String varValue(String className, String variable) {
        return "";
    }

    /** What the last snippet returned. */
    Object takeResult() {
        Object value = result;
        result = null;
        return value;
    }

    /** What the last snippet threw, as it was thrown. */
    Throwable takeThrown() {
        Throwable value = thrown;
        thrown = null;
        return value;
    }
}
