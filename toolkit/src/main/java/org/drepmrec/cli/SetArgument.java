package org.drepmrec.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Settings by the key of their option. What is said twice is refused, lest one of the two be lost. */
final class SetArgument {

    @Option(
            names = "--set",
            paramLabel = "OPTION=VALUE",
            description = "Sets an option of graphs, model or training; see the command options. May be repeated.")
    private List<String> given = List.of();

    /**
     * The values by key.
     *
     * @param shortcuts values that have an option of the command line of their own, {@code --KEY}; null where not given
     */
    Map<String, String> values(CommandLine command, Map<String, String> shortcuts) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String setting : given) {
            int equal = setting.indexOf('=');
            if (equal < 1) {
                throw new ParameterException(command, "--set: found \"" + setting + "\", expected OPTION=VALUE");
            }
            String key = setting.substring(0, equal).strip();
            put(
                    command,
                    all,
                    key,
                    setting.substring(equal + 1).strip(),
                    "--set " + key + "=... is given twice; give one");
        }
        shortcuts.forEach((key, value) -> {
            if (value != null) {
                put(command, all, key, value, "--" + key + " and --set " + key + "=...; give one");
            }
        });
        return all;
    }

    /** Adds a setting, or refuses a second one of its key. */
    static void put(CommandLine command, Map<String, String> all, String key, String value, String refusal) {
        if (all.putIfAbsent(key, value) != null) {
            throw new ParameterException(command, refusal);
        }
    }
}
