package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.kernel.magic.CellMagicParseContext;
import io.github.spencerpark.jupyter.kernel.magic.LineMagicArgs;
import io.github.spencerpark.jupyter.kernel.magic.LineMagicParseContext;
import io.github.spencerpark.jupyter.kernel.magic.MagicParser;
import io.github.spencerpark.jupyter.kernel.magic.common.Load;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code %classpath}, {@code %jars}, {@code %load} and {@code %maven}, as in IJava; a magic is a line that begins with %. */
final class Magics {

    private static final List<String> LOADABLE = List.of("", ".ipynb", ".jshell", ".jsh", ".java", ".ijava");

    private final MagicParser parser = new MagicParser();
    private final io.github.spencerpark.jupyter.kernel.magic.registry.Magics registry =
            new io.github.spencerpark.jupyter.kernel.magic.registry.Magics();

    /** Evaluates Java source that begins at a line of the cell. */
    @FunctionalInterface
    interface Source {
        /** Returns the value of the last expression, or null. */
        Object evaluate(String source, int line) throws CellException;
    }

    private record Call(int start, int end, LineMagicArgs magic) {}

    Magics(SnippetEvaluator evaluator, Source loaded) {
        registry.registerLineMagic("classpath", arguments -> {
            for (String each : required("classpath", arguments)) {
                add(evaluator, each, false);
            }
            return null;
        });
        registry.registerLineMagic("jars", arguments -> {
            for (String each : required("jars", arguments)) {
                add(evaluator, each, true);
            }
            return null;
        });
        registry.registerLineMagic("maven", arguments -> {
            MavenArtifacts.resolve(required("maven", arguments)).forEach(evaluator::addToClassPath);
            return null;
        });
        Load load = new Load(LOADABLE, code -> run(code, loaded));
        registry.registerLineMagic("load", arguments -> {
            load.load(required("load", arguments));
            return null;
        });
    }

    /** Runs a cell: its magics and the Java source between them, in order. */
    Object run(String cell, Source java) throws Exception {
        CellMagicParseContext whole = parser.parseCellMagic(cell);
        if (whole != null) {
            return registry.applyCellMagic(
                    whole.getMagicCall().getName(),
                    whole.getMagicCall().getArgs(),
                    whole.getMagicCall().getBody());
        }
        Object value = null;
        int position = 0;
        for (Call call : calls(cell)) {
            java.evaluate(cell.substring(position, call.start()), line(cell, position));
            value = registry.applyLineMagic(call.magic().getName(), call.magic().getArgs());
            position = call.end();
        }
        String rest = cell.substring(position);
        return rest.isBlank() && position > 0 ? value : java.evaluate(rest, line(cell, position));
    }

    /** The cell with its magics blanked out, character for character, for completion and the like. */
    String javaOnly(String cell) {
        return parser.transformLineMagics(
                cell, magic -> " ".repeat(magic.getRaw().length()));
    }

    private List<Call> calls(String cell) {
        List<Call> calls = new ArrayList<>();
        parser.transformLineMagics(cell, (LineMagicParseContext magic) -> {
            int start = magic.getRawContextPrefix().length();
            calls.add(new Call(start, start + magic.getRaw().length(), magic.getMagicCall()));
            return null;
        });
        return calls;
    }

    private static int line(String cell, int position) {
        return 1 + (int) cell.chars().limit(position).filter(c -> c == '\n').count();
    }

    private static List<String> required(String name, List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("%" + name + ": no argument, expected at least one");
        }
        return arguments;
    }

    private static void add(SnippetEvaluator evaluator, String glob, boolean jarsOfFolders)
            throws FileNotFoundException {
        List<Path> found = Settings.matches(glob);
        for (Path each : found) {
            if (!Files.exists(each)) {
                throw new FileNotFoundException(each + ": no such file or folder");
            }
            if (jarsOfFolders && Files.isDirectory(each)) {
                Settings.matches(each + "/*.jar").forEach(jar -> evaluator.addToClassPath(jar.toString()));
            } else {
                evaluator.addToClassPath(each.toString());
            }
        }
        if (found.isEmpty()) {
            throw new FileNotFoundException(glob + ": matches no file");
        }
    }
}
