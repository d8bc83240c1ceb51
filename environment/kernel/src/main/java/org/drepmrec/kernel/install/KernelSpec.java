package org.drepmrec.kernel.install;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code kernel.json}, by which Jupyter knows a kernel.
 *
 * @param argv the command that starts it; Jupyter puts paths in for {@value #FOLDER} and {@value #CONNECTION}
 * @param displayName what the user chooses it by
 */
record KernelSpec(List<String> argv, String displayName) {

    /** The name of the file. */
    static final String FILE = "kernel.json";

    /** The folder that holds the file. */
    static final String FOLDER = "{resource_dir}";

    private static final String CONNECTION = "{connection_file}";
    private static final String MARK = "drepmrec-kernel";

    /** A command that starts Java itself. */
    static KernelSpec of(Path java, List<String> options, String classPath, String displayName) {
        List<String> argv = new ArrayList<>(List.of(java.toString(), "--enable-native-access=ALL-UNNAMED"));
        argv.addAll(options);
        argv.addAll(List.of("-Djava.awt.headless=true", "-cp", classPath, "org.drepmrec.kernel.Main", CONNECTION));
        return new KernelSpec(argv, displayName);
    }

    /** The kernel in a folder if this program installed it. */
    static Optional<KernelSpec> in(Path folder) throws IOException {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(folder.resolve(FILE)))
                    .getAsJsonObject();
            if (!MARK.equals(
                    json.getAsJsonObject("metadata").get("installed_by").getAsString())) {
                return Optional.empty();
            }
            List<String> argv = new ArrayList<>();
            json.getAsJsonArray("argv").forEach(each -> argv.add(each.getAsString()));
            return Optional.of(new KernelSpec(argv, json.get("display_name").getAsString()));
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | CharacterCodingException
                | java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(Path folder) throws IOException {
        JsonArray command = new JsonArray();
        argv.forEach(command::add);
        JsonObject metadata = new JsonObject();
        metadata.addProperty("installed_by", MARK);
        JsonObject json = new JsonObject();
        json.add("argv", command);
        json.addProperty("display_name", displayName);
        json.addProperty("language", "java");
        json.addProperty("interrupt_mode", "message");
        json.add("metadata", metadata);
        Files.writeString(
                folder.resolve(FILE),
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(json) + "\n");
    }

    /** The class path of the kernel in a folder. */
    String classPath(Path folder) {
        int option = argv.indexOf("-cp");
        return option < 0 ? "" : argv.get(option + 1).replace(FOLDER, folder.toString());
    }
}
