package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Completion, documentation and the answer to "may this run yet?", for the statement of a cell that the cursor is in. */
final class CodeHelp {

    private final SourceCodeAnalysis analysis;

    private record Statement(String source, int offset, int cursor) {}

    CodeHelp(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    ReplacementOptions complete(String code, int cursor) {
        Statement at = statement(code, cursor);
        int[] anchor = {at.cursor()};
        List<Suggestion> suggestions = analysis.completionSuggestions(at.source(), at.cursor(), anchor);
        boolean typed = suggestions.stream().anyMatch(Suggestion::matchesType);
        List<String> names = suggestions.stream()
                .sorted((a, b) -> Boolean.compare(typed && b.matchesType(), typed && a.matchesType()))
                .map(Suggestion::continuation)
                .distinct()
                .collect(Collectors.toList());
        return new ReplacementOptions(names, at.offset() + anchor[0], cursor);
    }

    /** Signatures and documentation as far as sources are at hand, or null where the cursor is on nothing known. */
    DisplayData inspect(String code, int cursor, boolean detailed) {
        Statement at = statement(code, endOfName(code, cursor));
        List<Documentation> found = analysis.documentation(at.source(), at.cursor(), detailed);
        if (found.isEmpty() && opensCall(code, at.offset() + at.cursor())) {
            String call = at.source().substring(0, at.cursor()) + "(";
            found = analysis.documentation(call, call.length(), detailed);
        }
        if (found.isEmpty()) {
            return null;
        }
        return new DisplayData(found.stream()
                .map(each -> each.signature()
                        + (each.javadoc() == null ? "" : "\n" + each.javadoc().strip()))
                .distinct()
                .collect(Collectors.joining("\n\n")));
    }

    /**
     * Whether the cell may run.
     *
     * @return {@code yes}, {@code bad}, or the indentation of the next line where the cell goes on
     */
    String isComplete(String code, String yes, String bad) {
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return indentation(code);
                }
                case UNKNOWN -> {
                    return bad;
                }
                default -> rest = info.remaining() == null ? "" : info.remaining();
            }
        }
        return yes;
    }

    private static String indentation(String code) {
        String last = code.stripTrailing();
        last = last.substring(last.lastIndexOf('\n') + 1);
        String margin = last.substring(0, last.length() - last.stripLeading().length());
        return last.endsWith("{") || last.endsWith("(") ? margin + "    " : margin;
    }

    private Statement statement(String code, int cursor) {
        int offset = 0;
        String rest = code;
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            String remaining = info.completeness().isComplete() ? info.remaining() : null;
            if (remaining == null || remaining.isBlank()) {
                return new Statement(rest, offset, cursor - offset);
            }
            int next = code.length() - remaining.length();
            if (next >= cursor || next <= offset) {
                return new Statement(code.substring(offset, Math.max(next, cursor)), offset, cursor - offset);
            }
            offset = next;
            rest = remaining;
        }
    }

    private static int endOfName(String code, int cursor) {
        int end = Math.min(cursor, code.length());
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean opensCall(String code, int end) {
        return end < code.length() && code.charAt(end) == '(';
    }
}
