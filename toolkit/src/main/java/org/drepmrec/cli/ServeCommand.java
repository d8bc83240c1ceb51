package org.drepmrec.cli;

import java.io.PrintWriter;
import org.drepmrec.serve.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}. */
@Command(
        name = "serve",
        description = {
            "Answers over HTTP with what a saved model recommends: JSON, and a small shop page at /.",
            "POST /reload reads the model and its data again. Ctrl-C or a polite kill ends it once requests in flight are answered."
        })
final class ServeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SavedArgument saved;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "0 takes any that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "localhost",
            description = {
                "A name or address of this machine. Default: ${DEFAULT-VALUE}, which only this machine reaches.",
                "There is no password: whoever reaches another can ask what any user has."
            })
    private String host;

    @Override
    public void run() {
        Server.Builder builder = Server.of(saved.load()).port(port).host(host).reloading(saved::load);
        try (Server server = builder.start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "answer what is in flight"));
            PrintWriter err = spec.commandLine().getErr();
            if (!server.isLocal()) {
                err.println("host " + host + ": other machines can ask, and there is no password");
                err.flush();
            }
            spec.commandLine().getOut().println("serving at " + server.address());
            spec.commandLine().getOut().flush();
            server.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
