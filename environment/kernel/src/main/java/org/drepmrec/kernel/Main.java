package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Starts a kernel: {@code java -cp ... org.drepmrec.kernel.Main connection-file.json}. */
public final class Main {

    private static final int EXIT_MILLIS = 3000;

    private Main() {}

    /** Runs until Jupyter asks for a shutdown or is gone. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("expected one argument, the connection file that Jupyter writes");
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
