package org.drepmrec.kernel.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Where Jupyter looks for kernels, as {@code jupyter_core.paths} decides it; {@code jupyter --data-dir} prints the parent of the
 * user's folder.
 *
 * @param system the operating system
 * @param variables the environment variables; null where one is not set
 * @param home the user's home, where no variable names it
 */
record JupyterFolders(OperatingSystem system, UnaryOperator<String> variables, Path home) {

    /** The kernels of all Jupyter installations of this user. */
    Path ofUser() {
        return data().resolve("kernels");
    }

    /** The kernels of the Jupyter in a virtual environment. */
    Path ofPrefix(Path prefix) throws InstallException {
        if (!Files.isDirectory(prefix)) {
            throw new InstallException(
                    "--prefix: found \"" + prefix + "\", expected the folder of a virtual environment");
        }
        return prefix.resolve("share").resolve("jupyter").resolve("kernels");
    }

    /** The kernels of the Jupyter in the active virtual environment. */
    Path ofActivePrefix() throws InstallException {
        Optional<Path> active = Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
                .flatMap(name -> variable(name).stream())
                .findFirst();
        return ofPrefix(active.orElseThrow(() -> new InstallException(
                "--sys-prefix: found neither VIRTUAL_ENV nor CONDA_PREFIX, expected an active virtual environment;"
                        + " activate one, or name its folder with --prefix")));
    }

    private Path data() {
        return variable("JUPYTER_DATA_DIR").orElseGet(() -> switch (system) {
            case MACOS -> userHome().resolve("Library").resolve("Jupyter");
            case WINDOWS ->
                variable("APPDATA").map(roaming -> roaming.resolve("jupyter")).orElseGet(() -> variable(
                                "JUPYTER_CONFIG_DIR")
                        .orElseGet(() -> userHome().resolve(".jupyter"))
                        .resolve("data"));
            case LINUX ->
                variable("XDG_DATA_HOME")
                        .orElseGet(() -> userHome().resolve(".local").resolve("share"))
                        .resolve("jupyter");
        });
    }

    private Path userHome() {
        return variable(system == OperatingSystem.WINDOWS ? "USERPROFILE" : "HOME")
                .orElse(home);
    }

    private Optional<Path> variable(String name) {
        return Optional.ofNullable(variables.apply(name))
                .filter(value -> !value.isEmpty())
                .map(value -> Path.of(value).toAbsolutePath().normalize());
    }
}
