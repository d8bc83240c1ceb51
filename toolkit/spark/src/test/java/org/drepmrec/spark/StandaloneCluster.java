package org.drepmrec.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** A master and two workers of Spark on this machine, each a process, made of the jars of the class path of the tests. */
final class StandaloneCluster implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");

    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private final String address;

    /** Starts the processes, all on the loopback interface, on free ports. */
    StandaloneCluster(Path home) throws IOException {
        this.home = home;
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : classPath()) {
            if (entry.endsWith(".jar")) {
                Path jar = Path.of(entry).toAbsolutePath();
                Path link = jars.resolve(jar.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, jar);
                }
            }
        }
        try {
            address = startMaster();
            for (int w = 0; w < 2; w++) {
                start(
                        "worker" + w,
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        home.resolve("work" + w).toString(),
                        address);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    /** The folders of classes among the class path: what is not yet in jars when tests run. */
    static String folders() {
        return classPath().stream()
                .filter(entry -> !entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String startMaster() throws IOException {
        Process master = start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < end && master.isAlive()) {
            Matcher found = ADDRESS.matcher(Files.readString(home.resolve("master.log")));
            if (found.find()) {
                return found.group(1);
            }
            pause();
        }
        throw new IllegalStateException("the master does not start: " + Files.readString(home.resolve("master.log")));
    }

    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process start(String name, String main, String... arguments) throws IOException {
        Process process = process(
                name,
                "512m",
                "",
                Stream.concat(Stream.of(main), Arrays.stream(arguments)).toList());
        processes.add(process);
        return process;
    }

    /**
     * A process of Spark, as its own scripts start it.
     *
     * @param more class path behind Spark's jars
     */
    private Process process(String name, String memory, String more, List<String> mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
        command.addAll(List.of("-cp", home.resolve("jars") + "/*" + File.pathSeparator + more));
        command.addAll(mainAndArguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        // Spark's own scripts say it; Java would look for folders of Spark's build.
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.start();
    }

    /** {@code spark://HOST:PORT}. */
    String address() {
        return address;
    }

    Path home() {
        return home;
    }

    /** Kills an executor, as {@code kill -9} does; whether there was one. */
    boolean killAnExecutor() {
        return processes.stream()
                .flatMap(p -> p.toHandle().descendants())
                .filter(p -> p.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .findFirst()
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
    }

    /** Runs {@code spark-submit} to its end; what it printed. */
    String submit(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", address));
        all.addAll(List.of(arguments));
        Process process = process("submit", "1g", folders(), all);
        boolean ended = process.waitFor(4, TimeUnit.MINUTES);
        process.destroyForcibly();
        String log = Files.readString(home.resolve("submit.log"));
        if (!ended || process.exitValue() != 0) {
            throw new IllegalStateException("spark-submit failed: " + log);
        }
        return log;
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
