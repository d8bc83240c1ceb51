package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.kernel.util.StringStyler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;

/** Turns JShell's diagnostics and exceptions into what the page shows. */
final class ErrorFormat {

    private static final int FRAMES = 30;
    private static final int CAUSES = 10;

    private final StringStyler style;

    /** Where a snippet of JShell came from. */
    record Origin(int cell, int line) {}

    ErrorFormat(StringStyler style) {
        this.style = style;
    }

    /** A source that does not compile: each message below the line that it is about, the place highlighted. */
    CellException compilation(String source, List<Diag> diagnostics) {
        List<String> lines = new ArrayList<>();
        for (Diag each : diagnostics) {
            if (each.isError()) {
                lines.addAll(excerpt(source, (int) each.getStartPosition(), (int) each.getEndPosition()));
                lines.addAll(style.secondaryLines(each.getMessage(Locale.getDefault())));
                lines.add("");
            }
        }
        String first = diagnostics.stream()
                .filter(Diag::isError)
                .map(each -> each.getMessage(Locale.getDefault()))
                .findFirst()
                .orElse("the source does not compile");
        return new CellException("CompilationException", first, lines, null);
    }

    /** A cell whose last statement has no end. */
    CellException incomplete(String source) {
        List<String> lines = new ArrayList<>(style.primaryLines(source.strip()));
        lines.add(style.secondary("the source ends too early; a bracket, a quote or a semicolon is missing"));
        return new CellException("IncompleteSourceException", "the source ends too early", lines, null);
    }

    /** What a cell threw, with the frames of the cell and of what it called, but none of the kernel's. */
    CellException thrown(Throwable error, EvalException translated, Function<String, Origin> origins) {
        List<String> lines = new ArrayList<>();
        lines.add(style.secondary(error.toString()));
        StackTraceElement[] frames = translated.getStackTrace();
        int count = lastOfCell(frames) + 1;
        for (int i = 0; i < Math.min(count, FRAMES); i++) {
            lines.add(style.primary("    at " + frame(frames[i], origins)));
        }
        if (count > FRAMES) {
            lines.add(style.primary("    ... " + (count - FRAMES) + " more"));
        }
        Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        shown.add(error);
        Throwable cause = error.getCause();
        for (; cause != null && shown.size() <= CAUSES && shown.add(cause); cause = cause.getCause()) {
            lines.add(style.secondary("Caused by: " + cause));
            StackTraceElement[] inner = cause.getStackTrace();
            if (inner.length > 0 && !isSnippet(inner[0])) {
                lines.add(style.primary("    at " + inner[0]));
            }
        }
        return new CellException(error.getClass().getName(), error.getMessage(), lines, error);
    }

    /** Any other failure, such as a magic's: name and message. */
    CellException plain(Throwable error) {
        return new CellException(
                error.getClass().getName(), error.getMessage(), style.secondaryLines(error.toString()), error);
    }

    private List<String> excerpt(String source, int start, int end) {
        List<String> lines = new ArrayList<>();
        int from = Math.max(0, Math.min(start, source.length()));
        int to = Math.max(from, Math.min(end, source.length()));
        int position = 0;
        for (String line : source.split("\n", -1)) {
            int a = Math.min(Math.max(from - position, 0), line.length());
            int b = Math.min(Math.max(to - position, 0), line.length());
            if (position <= to && position + line.length() >= from) {
                lines.add(style.primary("|   ") + (a < b ? style.highlightSubstring(line, a, b) : style.primary(line)));
            }
            position += line.length() + 1;
        }
        return lines;
    }

    private static int lastOfCell(StackTraceElement[] frames) {
        for (int i = frames.length - 1; i >= 0; i--) {
            if (isSnippet(frames[i])) {
                return i;
            }
        }
        return Math.min(frames.length, 10) - 1;
    }

    /** Is this a frame of a cell's code? */
    static boolean isSnippet(StackTraceElement frame) {
        return (frame.getFileName() != null && frame.getFileName().startsWith("#"))
                || frame.getClassName().startsWith("REPL.");
    }

    private static String frame(StackTraceElement frame, Function<String, Origin> origins) {
        if (!isSnippet(frame) || frame.getFileName() == null) {
            return frame.toString();
        }
        Origin origin = origins.apply(frame.getFileName().substring(1));
        String method = frame.getMethodName().isEmpty() ? "" : frame.getMethodName() + " ";
        return origin == null
                ? method + frame.getFileName()
                : method + "(cell [" + origin.cell() + "], line " + (origin.line() + frame.getLineNumber() - 1) + ")";
    }
}
