package org.drepmrec.kernel.install;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The commands {@code install}, {@code remove} and {@code list}. */
public final class InstallCommand {

    private static final Set<String> COMMANDS = Set.of("install", "remove", "list", "-h", "--help");
    private static final Set<String> PLACES = Set.of("--user", "--sys-prefix", "--prefix");
    private static final String OPTIONS = "DREPMREC_KERNEL_OPTS";
    private static final String DEFAULT_OPTIONS = "-Xmx3g";
    private static final String USAGE =
            """
            java -jar drepmrec-kernel-VERSION.jar install   make the kernel known to Jupyter
            java -jar drepmrec-kernel-VERSION.jar remove    undo it; another kernel of that name stays
            java -jar drepmrec-kernel-VERSION.jar list      show what is installed, and what of it no longer starts

            where, for each of them
              --user               for all Jupyter installations of this user (default)
              --sys-prefix         for the Jupyter of the active virtual environment (VIRTUAL_ENV or CONDA_PREFIX)
              --prefix FOLDER      for the Jupyter of the virtual environment in a folder
            install and remove
              --name NAME          the name that notebooks hold (default java)
            install
              --display-name TEXT  the name that users choose by (default Java)
              --force              replace another kernel of that name
              --java HOME          the home of the JDK that runs the kernel (default: of the java that runs this)
              --opts OPTIONS       options of the kernel's JVM (default: DREPMREC_KERNEL_OPTS, or -Xmx3g)
              --toolkit FOLDER     where the toolkit's jar lies with its lib (default: beside the kernel's jar,
                                   or where the project's build puts it)
              --class-path PATH    one more folder or jar for the cells; may be repeated
              --copy               copy the toolkit too, so that the kernel needs neither its jars nor the project""";

    private final JupyterFolders folders;
    private final Path kernelJar;
    private final Path ownJava;
    private final PrintStream out;
    private final PrintStream error;

    /**
     * The commands for the kernel in a jar.
     *
     * @param ownJava the home of the JDK that runs this program
     */
    InstallCommand(JupyterFolders folders, Path kernelJar, Path ownJava, PrintStream out, PrintStream error) {
        this.folders = folders;
        this.kernelJar = kernelJar;
        this.ownJava = ownJava;
        this.out = out;
        this.error = error;
    }

    /** Whether a word is one of the commands. */
    public static boolean knows(String word) {
        return COMMANDS.contains(word);
    }

    /**
     * For this process.
     *
     * @param kernelJar the jar of the kernel
     */
    public static InstallCommand ofThisProcess(Path kernelJar) {
        JupyterFolders folders = new JupyterFolders(
                OperatingSystem.named(System.getProperty("os.name")),
                System::getenv,
                Path.of(System.getProperty("user.home")));
        return new InstallCommand(folders, kernelJar, Path.of(System.getProperty("java.home")), System.out, System.err);
    }

    /** Runs a command, the first word, with its options. Returns the exit status: 0, or 1 after a failure. */
    public int run(List<String> words) {
        try {
            List<String> options = words.subList(1, words.size());
            switch (words.get(0)) {
                case "install" ->
                    install(Arguments.of(
                            options,
                            Set.of(
                                    "--prefix",
                                    "--name",
                                    "--display-name",
                                    "--java",
                                    "--opts",
                                    "--toolkit",
                                    "--class-path"),
                            Set.of("--user", "--sys-prefix", "--force", "--copy")));
                case "remove" ->
                    remove(Arguments.of(options, Set.of("--prefix", "--name"), Set.of("--user", "--sys-prefix")));
                case "list" -> list(Arguments.of(options, Set.of("--prefix"), Set.of("--user", "--sys-prefix")));
                default -> out.println(USAGE);
            }
            return 0;
        } catch (InstallException e) {
            error.println(e.getMessage());
        } catch (InvalidPathException e) {
            error.println("\"" + e.getInput() + "\": no path in the encoding " + System.getProperty("sun.jnu.encoding")
                    + " of this session, expected one; set LC_ALL=C.UTF-8 and try again");
        } catch (IOException e) {
            error.println(failure(e));
        }
        return 1;
    }

    private static String failure(IOException e) {
        String reason = e instanceof AccessDeniedException
                ? "permission denied"
                : e instanceof FileSystemException file && file.getReason() != null ? file.getReason() : e.toString();
        String file = e instanceof FileSystemException named ? named.getFile() : "kernel";
        return file + ": cannot be read or written (" + reason
                + "), expected a folder that is yours and in which no kernel runs;"
                + " stop the kernels, or choose another place with --prefix or JUPYTER_DATA_DIR";
    }

    private void install(Arguments options) throws InstallException, IOException {
        KernelFolder folder = folder(options);
        if (folder.exists() && !folder.isOurs() && !options.has("--force")) {
            throw new InstallException(folder.path()
                    + ": found another kernel, expected none of that name or this one; replace it with --force, or take"
                    + " another --name");
        }
        Jdk jdk = Jdk.in(options.value("--java").map(Path::of).orElse(ownJava), folders.system());
        Jars jars = Jars.of(kernelJar, options.value("--toolkit").map(Path::of));
        boolean copy = options.has("--copy");
        String given = options.value("--opts").or(() -> variable(OPTIONS)).orElse(DEFAULT_OPTIONS);
        KernelSpec spec = KernelSpec.of(
                jdk.java(),
                Stream.of(given.strip().split("\\s+"))
                        .filter(option -> !option.isEmpty())
                        .toList(),
                classPath(
                        folder.path(),
                        copy ? KernelSpec.FOLDER + "/toolkit" : jars.toolkit().toString(),
                        options),
                options.value("--display-name").orElse("Java"));
        folder.replace(fresh -> {
            copy(jars.kernel(), fresh.resolve("kernel"));
            if (copy) {
                copy(jars.ofToolkit(), fresh.resolve("toolkit"));
                copy(jars.librariesOfToolkit(), fresh.resolve("toolkit").resolve(Jars.LIBRARIES));
            }
            spec.write(fresh);
        });
        out.printf(
                Locale.ROOT,
                "The kernel \"%s\" is in %s%n  JDK %s: %s%n  toolkit, %.0f MB: %s%n  options: %s%n",
                spec.displayName(),
                folder.path(),
                jdk.version(),
                jdk.java(),
                jars.size() / 1e6,
                copy ? "copied" : jars.toolkit() + " (after moving it, install again)",
                given);
    }

    private String classPath(Path folder, String toolkit, Arguments options) throws InstallException {
        List<String> entries = new ArrayList<>(List.of(
                ClassPath.jarsIn(KernelSpec.FOLDER + "/kernel"),
                ClassPath.jarsIn(toolkit),
                ClassPath.jarsIn(toolkit + "/" + Jars.LIBRARIES)));
        options.all("--class-path").forEach(each -> entries.add(new File(each).getAbsolutePath()));
        String separator = folders.system().pathSeparator();
        for (String each : entries) {
            String path = each.replace(KernelSpec.FOLDER, folder.toString());
            if (path.contains(separator)) {
                throw new InstallException(path + ": found \"" + separator
                        + "\", which a class path cannot hold; move or rename the folder");
            }
        }
        return String.join(separator, entries);
    }

    private static void copy(List<Path> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path each : files) {
            Files.copy(each, folder.resolve(each.getFileName()));
        }
    }

    private void remove(Arguments options) throws InstallException, IOException {
        KernelFolder folder = folder(options);
        if (!folder.exists()) {
            out.println("no kernel in " + folder.path());
        } else if (!folder.isOurs()) {
            out.println(folder.path() + " is another kernel and stays");
        } else {
            folder.delete();
            out.println("removed " + folder.path());
        }
    }

    private void list(Arguments options) throws InstallException, IOException {
        Path kernels = place(options);
        int found = 0;
        if (Files.isDirectory(kernels)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(kernels)) {
                for (Path each : all) {
                    Optional<KernelSpec> spec = KernelSpec.in(each);
                    spec.ifPresent(ours -> out.println(each.getFileName() + "  " + each + "  " + state(ours, each)));
                    found += spec.isPresent() ? 1 : 0;
                }
            }
        }
        if (found == 0) {
            out.println("none of these kernels in " + kernels);
        }
    }

    private String state(KernelSpec spec, Path folder) {
        Path java = Path.of(spec.argv().get(0));
        if (!Files.isExecutable(java)) {
            return "does not start: no " + java + "; install it again";
        }
        List<String> missing =
                ClassPath.withoutJars(spec.classPath(folder), folders.system().pathSeparator());
        return missing.isEmpty() ? "ready" : "does not start: " + ClassPath.moved(missing);
    }

    private KernelFolder folder(Arguments options) throws InstallException {
        String name = options.value("--name").orElse("java");
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            throw new InstallException(
                    "--name: found \"" + name
                            + "\", expected letters of English, digits, and . _ - (no . first), which are all that Jupyter accepts");
        }
        return new KernelFolder(place(options).resolve(name));
    }

    private Path place(Arguments options) throws InstallException {
        if (PLACES.stream().filter(options::has).count() > 1) {
            throw new InstallException("found several of --user, --sys-prefix and --prefix, expected one");
        }
        if (options.has("--sys-prefix")) {
            return folders.ofActivePrefix();
        }
        Optional<String> prefix = options.value("--prefix");
        return prefix.isPresent()
                ? folders.ofPrefix(Path.of(prefix.get()).toAbsolutePath().normalize())
                : folders.ofUser();
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(folders.variables().apply(name)).filter(value -> !value.isBlank());
    }
}
