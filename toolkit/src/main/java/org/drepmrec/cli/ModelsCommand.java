package org.drepmrec.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.engine.Backend;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.model.ModelType;
import org.drepmrec.paper.ModelSizes;
import org.drepmrec.paper.ModelsDocument;
import org.drepmrec.paper.Results;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code results models}. */
@Command(name = "models", description = "Makes the page of models from the registry and the records of a data set.")
final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "A data set with recorded results, such as toys.")
    private String name;

    @Mixin
    private ResultsCommand.Folder records;

    @Mixin
    private EngineArgument engine;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.md",
            description = "The page, such as toolkit/MODELS.md.")
    private Path out;

    @Override
    public void run() {
        new OutputPlaces().file("--out", out).check();
        Results results = records.folder == null ? Results.of(name) : Results.read(records.folder.resolve(name));
        List<ModelType> types = ModelsDocument.published();
        String page;
        try (Backend backend = Backend.open(engine.engine(), engine.device())) {
            page = ModelsDocument.of(results, types, ModelSizes.of(results.data(), types, backend));
        }
        AtomicFile.write(out, to -> to.write(page.getBytes(StandardCharsets.UTF_8)));
        spec.commandLine().getOut().println(types.size() + " models written to " + out);
        spec.commandLine().getOut().flush();
    }
}
