package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.drepmrec.kernel.install.InstallCommand;

/**
 * Starts a kernel: {@code java -cp ... org.drepmrec.kernel.Main connection-file.json}. With {@code install}, {@code remove} or
 * {@code list} instead, makes it known to Jupyter.
 */
public final class Main {

    private static final int EXIT_MILLIS = 3000;

    private Main() {}

    /** Runs until Jupyter asks for a shutdown or is gone. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && InstallCommand.knows(args[0])) {
            System.exit(InstallCommand.ofThisProcess(ownJar()).run(List.of(args)));
        }
        if (args.length != 1) {
            System.err.println(
                    "found " + args.length + " arguments, expected one, the connection file that Jupyter writes;"
                            + " to make the kernel known to Jupyter: java -jar drepmrec-kernel-VERSION.jar install");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.WARNING);
        Logger.getLogger("").addHandler(new java.util.logging.ConsoleHandler());

        Connection connection = new Connection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
        PageStreams streams = new PageStreams(connection.output());
        JavaKernel kernel = new JavaKernel(new Settings(System::getenv), streams);
        Cells.use(kernel);
        kernel.becomeHandlerForConnection(connection);
        connection.connect(kernel::takeAbort);
        endWithParent(System.getenv("JPY_PARENT_PID"), connection);
        streams.install();
        daemon("open", kernel::open);
        connection.waitUntilClose();
        exit();
    }

    private static Path ownJar() throws URISyntaxException {
        return Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Jupyter names its process; when that has died nobody will ever ask for a shutdown. */
    private static void endWithParent(String pid, Connection connection) {
        if (pid != null && pid.matches("[1-9]\\d*")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(parent -> daemon("parent", () -> {
                        parent.onExit().join();
                        connection.close();
                    }));
        }
    }

    /** Cells may have left threads and shutdown hooks that never end. */
    private static void exit() {
        daemon("exit", () -> {
            try {
                Thread.sleep(EXIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(0);
        });
        System.exit(0);
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
