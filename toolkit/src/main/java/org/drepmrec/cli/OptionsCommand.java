package org.drepmrec.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.run.Setup;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code options}. */
@Command(
        name = "options",
        description = {
            "Lists all options for train --set: value when nothing is said, accepted values, source of the default.",
            "Options of modalities depend on the data set; without --data the sample shop's are shown."
        })
final class OptionsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArgument model;

    @ArgGroup(exclusive = false)
    private DataArgument source;

    @Override
    public void run() {
        MultimodalDataset data = source == null ? Datasets.sample() : source.load();
        PrintWriter out = spec.commandLine().getOut();
        Setup.of(data, model.name(), Map.of()).areas().forEach((area, options) -> print(out, area, options));
        out.flush();
    }

    private static void print(PrintWriter out, String area, Options options) {
        out.println(area);
        options.asMap().forEach((key, value) -> {
            Option<?> option = options.known().get(key);
            boolean preset = !option.parse(value).equals(option.defaultValue());
            out.println("  " + key + "=" + value + (preset ? "  (preset of this model)" : ""));
            out.println("      " + option.expected() + " [" + option.source() + "]");
        });
    }
}
