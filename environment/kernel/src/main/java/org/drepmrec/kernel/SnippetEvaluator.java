package org.drepmrec.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/** Evaluates Java source with JShell, in the kernel's own process. */
final class SnippetEvaluator implements AutoCloseable {

    private static final String KERNEL = System.getProperty("java.class.path");

    /** How many results of expressions ({@code $1}, {@code $2}, ...) are kept. */
    private static final int RESULTS = 20;

    private final SnippetLoader loader = new SnippetLoader(SnippetEvaluator.class.getClassLoader());
    private final SnippetControl control = new SnippetControl(loader);
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final ErrorFormat errors;
    private final Map<String, ErrorFormat.Origin> origins = new ConcurrentHashMap<>();
    private final Deque<VarSnippet> results = new ArrayDeque<>();

    private record Piece(String source, int line) {}

    /** Starts JShell; cells see the kernel's own class path, by javac's default and by their class loader's parent. */
    SnippetEvaluator(List<String> compilerOptions, ErrorFormat errors) {
        this.errors = errors;
        this.shell = JShell.builder()
                .executionEngine(control, Map.of())
                .compilerOptions(compilerOptions.toArray(String[]::new))
                .build();
        this.analysis = shell.sourceCodeAnalysis();
    }

    SourceCodeAnalysis analysis() {
        return analysis;
    }

    void addToClassPath(String path) {
        shell.addToClasspath(path);
    }

    /**
     * Evaluates the statements of a cell in order.
     *
     * @param cell the cell's number and {@code line} the first line of the source in it, for stack traces
     * @return the value of the last statement if it is an expression, else null
     */
    Object evaluate(String source, int cell, int line) throws CellException {
        Object value = null;
        for (Piece piece : split(source, line)) {
            value = run(piece, cell);
        }
        return value;
    }

    /** Evaluates what can be evaluated and passes over what cannot, such as an import of a package that is not there. */
    void evaluateLeniently(String source) {
        try {
            for (Piece piece : split(source, 1)) {
                release(shell.eval(piece.source()));
            }
        } catch (CellException e) {
            throw new IllegalArgumentException("start-up script: " + e.getMessage(), e);
        }
    }

    private List<Piece> split(String source, int line) throws CellException {
        List<Piece> pieces = new ArrayList<>();
        String rest = source.stripLeading();
        while (!rest.isEmpty()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            int at = line + newlines(source, source.length() - rest.length());
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            if (info.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
                throw errors.incomplete(rest);
            }
            boolean whole = info.source() == null || info.remaining() == null;
            pieces.add(new Piece(whole ? rest : info.source(), at));
            rest = whole ? "" : info.remaining().stripLeading();
        }
        return pieces;
    }

    private static int newlines(String text, int end) {
        return (int) text.chars().limit(end).filter(c -> c == '\n').count();
    }

    private Object run(Piece piece, int cell) throws CellException {
        Object value = null;
        StopChecks.check();
        List<SnippetEvent> events = shell.eval(piece.source());
        release(events);
        dropOldResults(events);
        dropUncompilable(events);
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null) {
                continue;
            }
            Snippet snippet = event.snippet();
            origins.put(snippet.id(), new ErrorFormat.Origin(cell, piece.line()));
            Object returned = control.takeResult();
            Throwable thrown = control.takeThrown();
            if (event.exception() != null) {
                throw failure(event.exception(), thrown);
            }
            switch (event.status()) {
                case REJECTED ->
                    throw errors.compilation(
                            piece.source(), shell.diagnostics(snippet).collect(Collectors.toList()));
                case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED -> System.err.println(missing(snippet));
                default -> value = isExpression(snippet) ? returned : null;
            }
        }
        return value;
    }

    /** Frees what was declared before and is not any more. */
    private void release(List<SnippetEvent> events) {
        Set<String> gone =
                events.stream().map(event -> event.snippet().id()).collect(Collectors.toCollection(HashSet::new));
        events.stream()
                .filter(event ->
                        event.status().isDefined() && event.snippet().kind().isPersistent())
                .forEach(event -> gone.remove(event.snippet().id()));
        loader.release(gone);
    }

    /** Each result is imported by all later snippets; the older ones go, unless a declaration names them. */
    private void dropOldResults(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            if (event.snippet() instanceof VarSnippet result
                    && result.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                    && event.causeSnippet() == null) {
                results.add(result);
            }
        }
        while (results.size() > RESULTS) {
            VarSnippet oldest = results.remove();
            if (Stream.concat(shell.methods(), shell.types())
                    .noneMatch(each -> each.source().contains(oldest.name()))) {
                release(shell.drop(oldest));
            }
        }
    }

    /**
     * Takes out declarations that javac accepts and then cannot write, such as one with a text of more than 64 KB.
     *
     * <p>JShell takes them for incomplete and compiles them again with each later declaration, which then fails too. It also
     * goes on with the compiler whose class writer still holds the text; only a change of the class path brings a new one.
     */
    private void dropUncompilable(List<SnippetEvent> events) throws CellException {
        List<Snippet> broken = events.stream()
                .filter(this::isUncompilable)
                .map(SnippetEvent::snippet)
                .toList();
        if (!broken.isEmpty()) {
            Snippet first = broken.get(0);
            List<Diag> diagnostics = shell.diagnostics(first).toList();
            broken.forEach(each -> release(shell.drop(each)));
            shell.addToClasspath(KERNEL);
            throw errors.compilation(first.source(), diagnostics);
        }
    }

    private boolean isUncompilable(SnippetEvent event) {
        return switch (event.status()) {
            case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED ->
                !(event.snippet() instanceof DeclarationSnippet declaration
                        && shell.unresolvedDependencies(declaration).findAny().isPresent());
            default -> false;
        };
    }

    private CellException failure(JShellException exception, Throwable thrown) {
        if (exception instanceof UnresolvedReferenceException unresolved) {
            return errors.plain(new IllegalStateException(missing(unresolved.getSnippet())));
        }
        return thrown != null && exception instanceof EvalException translated
                ? errors.thrown(thrown, translated, origins::get)
                : errors.plain(exception);
    }

    private String missing(DeclarationSnippet snippet) {
        return snippet.name() + " cannot be used until declared: "
                + shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    }

    private String missing(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration ? missing(declaration) : snippet.source();
    }

    private static boolean isExpression(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        shell.close();
    }
}
