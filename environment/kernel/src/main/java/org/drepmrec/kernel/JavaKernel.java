package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.reply.HistoryReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.drepmrec.kernel.install.ClassPath;

/** The kernel: answers requests with a {@link SnippetEvaluator} that starts in the background. */
final class JavaKernel extends BaseKernel {

    private final Settings settings;
    private final PageStreams streams;
    private final CellRunner runner;
    private final ErrorFormat errors = new ErrorFormat(errorStyler);
    private final CompletableFuture<Workshop> workshop = new CompletableFuture<>();
    private boolean abort;

    /** What takes a second to be ready; the page need not wait for it. */
    private record Workshop(SnippetEvaluator evaluator, Magics magics, CodeHelp help) {}

    JavaKernel(Settings settings, PageStreams streams) {
        this.settings = settings;
        this.streams = streams;
        this.runner = new CellRunner(settings.timeoutMillis(), streams::warn);
    }

    /** Starts JShell and runs the start-up scripts. */
    void open() {
        try {
            requireJars();
            SnippetEvaluator evaluator = new SnippetEvaluator(settings.compilerOptions(), errors);
            settings.classPath().forEach(evaluator::addToClassPath);
            evaluator.evaluateLeniently(settings.defaultScript());
            Magics magics =
                    new Magics(evaluator, (source, line) -> evaluator.evaluate(source, executionCount.get(), line));
            for (String script : settings.scripts()) {
                magics.run(script, (source, line) -> evaluator.evaluate(source, 0, line));
            }
            workshop.complete(new Workshop(evaluator, magics, new CodeHelp(evaluator.analysis())));
        } catch (Exception | LinkageError e) {
            workshop.completeExceptionally(e);
        }
    }

    /** Every cell then says what is missing; a process that ends would say so only in Jupyter's log. */
    private static void requireJars() {
        List<String> missing = ClassPath.withoutJars(System.getProperty("java.class.path"), File.pathSeparator);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(ClassPath.moved(missing));
        }
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        connection.setHandler(MessageType.EXECUTE_REQUEST, this::execute);
        connection.setHandler(MessageType.HISTORY_REQUEST, (env, message) -> {
            env.setBusyDeferIdle();
            env.reply(new HistoryReply(List.of()));
        });
    }

    private void execute(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        boolean silent = request.isSilent();
        int count = silent ? executionCount.get() : executionCount.getAndIncrement();
        env.setBusyDeferIdle();
        if (!silent) {
            env.publish(new PublishExecuteInput(request.getCode(), count));
        }
        commManager.setMessageContext(message);
        streams.attach(env, request.isStdinEnabled());
        runner.expect();
        try {
            workshop.handle((ready, failure) -> ready).join(); // the start does not count for a timeout
            DisplayData result = runner.run(() -> evaluate(request.getCode(), count));
            if (result != null && !silent) {
                env.publish(new PublishExecuteResult(count, result));
            }
            env.defer().reply(new ExecuteReply(count, Map.of()));
        } catch (Exception e) {
            CellException failure = e instanceof CellException cell ? cell : errors.plain(e);
            if (!silent) {
                env.publish(new PublishError(failure.name(), failure.getMessage(), failure.lines()));
            }
            ErrorReply reply = new ErrorReply(failure.name(), failure.getMessage(), failure.lines());
            reply.setExecutionCount(count);
            env.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
            abort = request.shouldStopOnError();
        }
    }

    /** True once after a cell failed whose request asked that those behind it be refused. */
    boolean takeAbort() {
        boolean value = abort;
        abort = false;
        return value;
    }

    @Override
    public DisplayData eval(String source) throws Exception {
        return evaluate(source, executionCount.get());
    }

    private DisplayData evaluate(String source, int count) throws CellException {
        try {
            StopChecks.check();
            Workshop ready = workshop.get();
            Object value =
                    ready.magics().run(source, (java, line) -> ready.evaluator().evaluate(java, count, line));
            return value == null ? null : rendered(value);
        } catch (CellException e) {
            throw e;
        } catch (ExecutionException e) {
            throw errors.plain(e.getCause());
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError | StopChecks.CellInterrupted e) {
            throw errors.plain(e);
        }
    }

    /** A value in its preferred forms, with its text; the text alone if its renderer fails. */
    DisplayData rendered(Object value) {
        if (value instanceof DisplayData data) {
            return data;
        }
        return value == null ? new DisplayData("null") : renderer.render(value);
    }

    @Override
    public void display(DisplayData data) {
        streams.display.display(data);
    }

    @Override
    public JupyterIO getIO() {
        return streams;
    }

    @Override
    public ReplacementOptions complete(String code, int at) throws Exception {
        Workshop ready = workshop.get();
        ReplacementOptions found = ready.help().complete(ready.magics().javaOnly(code), index(code, at));
        return new ReplacementOptions(
                found.getReplacements(),
                code.codePointCount(0, found.getSourceStart()),
                code.codePointCount(0, found.getSourceEnd()));
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) throws Exception {
        Workshop ready = workshop.get();
        return ready.help().inspect(ready.magics().javaOnly(code), index(code, at), extraDetail);
    }

    /** The protocol counts code points; Java counts an emoji as two characters. */
    private static int index(String code, int points) {
        return code.offsetByCodePoints(0, Math.max(0, Math.min(points, code.codePointCount(0, code.length()))));
    }

    @Override
    public String isComplete(String code) {
        Workshop ready = workshop.join();
        return ready.help().isComplete(ready.magics().javaOnly(code), IS_COMPLETE_YES, IS_COMPLETE_BAD);
    }

    @Override
    public void interrupt() {
        runner.interrupt();
    }

    @Override
    public void onShutdown(boolean isRestarting) {
        runner.interrupt();
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
    }

    @Override
    public String getBanner() {
        return "DRepMRec Java kernel on JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    }
}
