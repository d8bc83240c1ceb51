package org.drepmrec.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of USAGE.md, as a kernel runs them. */
class NotebookLinesTest {

    @TempDir
    Path folder;

    private static List<String> lines() throws IOException {
        String page = Files.readString(Path.of("..", "USAGE.md"));
        String section = page.substring(page.indexOf("## On a cluster"));
        int from = section.indexOf("```java\n") + "```java\n".length();
        return section.substring(from, section.indexOf("```", from)).lines().toList();
    }

    @Test
    void theSixLinesGiveLists() throws IOException {
        Sessions.local();
        Orders.write(folder.resolve("orders.csv"), 3000, 31);
        List<String> lines = lines();
        assertEquals(6, lines.size());
        try (JShell shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), null)
                .build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            for (String line : lines) {
                String here = line.replace("\"orders.csv\"", "\"" + folder.resolve("orders.csv") + "\"")
                        .replace("\"build/", "\"" + folder + "/");
                for (SnippetEvent event : shell.eval(here)) {
                    assertEquals(
                            "VALID",
                            event.status().name(),
                            () -> here
                                    + shell.diagnostics(event.snippet())
                                            .map(d -> d.getMessage(null))
                                            .toList());
                    assertEquals(null, event.exception(), here);
                }
            }
        }
        assertTrue(Sessions.local()
                        .read()
                        .parquet(folder.resolve("lists").toString())
                        .count()
                > 1000);
    }
}
