package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The notebooks run on IJava and JJava too: no magics, no call of this kernel's own, and no import that only it makes. And they
 * are lessons: each ends on what was seen and on exercises, which have solutions.
 */
class NotebookSourceTest {

    private static final Path NOTEBOOKS = Path.of("../../notebooks");
    private static final Path SOLUTIONS = NOTEBOOKS.resolve("solutions");
    private static final Path TOOLKIT = Path.of("../../toolkit/src/main/java/org/drepmrec");

    /** What IJava imports at its start; JJava imports these and more. */
    private static final Set<String> IMPORTED = Set.of(
            "java.lang",
            "java.util",
            "java.io",
            "java.math",
            "java.net",
            "java.util.concurrent",
            "java.util.prefs",
            "java.util.regex");

    private static final Pattern NAME = Pattern.compile("(?<![.\\w\"])[A-Z]\\w*");
    private static final Pattern IMPORT = Pattern.compile("import (static )?([\\w.]+)\\.(\\*|\\w+);");
    private static final Pattern STRINGS_AND_COMMENTS =
            Pattern.compile("\"\"\".*?\"\"\"|\"(\\\\.|[^\"\\\\])*\"|//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final Pattern EXERCISE = Pattern.compile("(?m)^\\d+\\. (.*)$");

    /** The notebooks and the solutions of their exercises. */
    static Stream<Path> notebooks() throws IOException {
        return Stream.concat(in(NOTEBOOKS), in(SOLUTIONS));
    }

    static Stream<Path> lessons() throws IOException {
        return in(NOTEBOOKS);
    }

    private static Stream<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList().stream();
        }
    }

    @Test
    void everyLessonHasSolutionsAndEverySolutionsALesson() throws IOException {
        assertFalse(lessons().toList().isEmpty());
        assertEquals(
                lessons().map(Path::getFileName).toList(),
                in(SOLUTIONS).map(Path::getFileName).toList());
    }

    /** Under its own heading each exercise is repeated word for word, then code and a sentence that is computed. */
    @ParameterizedTest
    @MethodSource("lessons")
    void solutionsRepeatTheExercises(Path lesson) throws IOException {
        String text = String.join("\n", cells(lesson, "markdown"));
        List<String> asked = EXERCISE.matcher(text.substring(text.indexOf("## Exercises")))
                .results()
                .map(each -> each.group(1))
                .toList();
        Path solutions = SOLUTIONS.resolve(lesson.getFileName());
        String answers = String.join("\n", cells(solutions, "markdown"));
        List<String> repeated = Pattern.compile("(?m)(^> .*\n?)+")
                .matcher(answers)
                .results()
                .map(each -> each.group().strip().substring(2).replace("\n> ", " "))
                .toList();
        assertFalse(asked.isEmpty());
        assertEquals(asked, repeated);
        assertEquals(asked.size(), answers.split("(?m)^## ", -1).length - 1, "a heading for each");
        assertTrue(cells(solutions, "code").stream()
                        .filter(code -> code.contains("Findings.of(") || code.contains(".findings()"))
                        .count()
                >= asked.size());
    }

    /** Sentences about a result are computed from it, at the end of each lesson too. */
    @ParameterizedTest
    @MethodSource("lessons")
    void aLessonEndsOnWhatWasSeen(Path lesson) throws IOException {
        List<String> code = cells(lesson, "code");
        String last = code.get(code.size() - 1);
        assertTrue(Stream.of("Findings.of(", ".findings(", ".and(").anyMatch(last::contains), last);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cellsHaveNoNestsOfGenerics(Path notebook) throws IOException {
        assertEquals(
                List.of(),
                Pattern.compile("\\w<[\\w\\[\\], ?]*<")
                        .matcher(code(notebook))
                        .results()
                        .map(MatchResult::group)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cellsHaveNoMagics(Path notebook) throws IOException {
        assertEquals(
                List.of(),
                cells(notebook, "code").stream()
                        .flatMap(String::lines)
                        .filter(line -> line.stripLeading().startsWith("%"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cellsCallNothingOfOneKernel(Path notebook) throws IOException {
        Pattern ours = Pattern.compile("(?<![.\\w])(render|getKernelInstance|BaseKernelAdapter|JJavaExtension)\\b");
        assertEquals(
                List.of(),
                ours.matcher(code(notebook)).results().map(MatchResult::group).toList());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cellsImportWhatTheyName(Path notebook) throws IOException {
        String code = code(notebook);
        Set<String> known = new TreeSet<>();
        IMPORTED.forEach(name -> known.addAll(classes(name)));
        for (MatchResult each : IMPORT.matcher(code).results().toList()) {
            known.addAll(each.group(3).equals("*") ? classes(each.group(2)) : List.of(each.group(3)));
        }
        Pattern.compile("(class|record|interface|enum) (\\w+)")
                .matcher(code)
                .results()
                .forEach(each -> known.add(each.group(2)));
        Set<String> named =
                NAME.matcher(code).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
        named.retainAll(ours());
        named.removeAll(known);
        assertEquals(Set.of(), named, "used without an import; add it to the first cell");
    }

    /** Classes of the packages that this kernel imports at its start. */
    private static Set<String> ours() throws IOException {
        Set<String> names = new TreeSet<>();
        String script = new Settings(name -> null).defaultScript();
        IMPORT.matcher(script)
                .results()
                .forEach(each ->
                        names.addAll(each.group(3).equals("*") ? classes(each.group(2)) : List.of(each.group(3))));
        return names;
    }

    /** The simple names of a package's top classes; empty for a class. */
    private static List<String> classes(String name) {
        Path folder = name.startsWith("org.drepmrec")
                ? TOOLKIT.resolve(name.replaceFirst("org\\.drepmrec\\.?", "").replace('.', '/'))
                : FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base", name.replace('.', '/'));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.matches("[A-Z]\\w*\\.(class|java)"))
                    .map(file -> file.substring(0, file.indexOf('.')))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String code(Path notebook) throws IOException {
        return STRINGS_AND_COMMENTS
                .matcher(String.join("\n", cells(notebook, "code")))
                .replaceAll("\"\"");
    }

    private static List<String> cells(Path notebook, String type) throws IOException {
        List<String> cells = new ArrayList<>();
        JsonObject root = new Gson().fromJson(Files.readString(notebook), JsonObject.class);
        for (JsonElement each : root.getAsJsonArray("cells")) {
            JsonObject cell = each.getAsJsonObject();
            if (cell.get("cell_type").getAsString().equals(type)) {
                JsonElement source = cell.get("source");
                cells.add(
                        source.isJsonPrimitive()
                                ? source.getAsString()
                                : String.join("", TestKernel.strings(source.getAsJsonArray())));
            }
        }
        return cells;
    }
}
