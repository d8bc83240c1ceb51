package org.drepmrec.serve;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.function.Supplier;
import org.drepmrec.io.DataException;
import org.drepmrec.train.TrainedModel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Answers over HTTP with what a trained model recommends, and shows it on a small shop page.
 *
 * <pre>{@code
 * try (Server server = Server.of(run).port(0).start()) {
 *     server.address();          // http://localhost:PORT/
 *     server.reload(another);    // from the next request on
 * }
 * }</pre>
 *
 * <p>JSON under {@code /recommend?user=&n=}, {@code /for?items=a,b&n=}, {@code /similar?item=&n=}, {@code /explain?user=&item=},
 * {@code /history?user=&n=}, {@code /users?q=&n=}, {@code /items?q=&n=} and {@code /health}; {@code /picture?item=} is a PNG,
 * {@code /metrics} is for Prometheus, {@code POST /reload} reads a model anew. Users and items are own ids, or numbers where the
 * data have none. There is no password: by default only this machine can ask.
 */
public final class Server implements AutoCloseable {

    private static final int MOST_THREADS = 16;
    private static final int MOST_CONNECTIONS = 1000;
    private static final int MOST_WAITING = 256;
    private static final int LONGEST_HEAD = 8192;
    private static final long IDLE_MS = 30_000;

    /** How long {@link #close} waits for requests in flight. */
    private static final long CLOSING_MS = 30_000;

    private final ModelSlot slot;
    private final Gate gate;
    private final String host;
    private final org.eclipse.jetty.server.Server jetty;
    private final ServerConnector connector;

    private Server(Builder options) {
        this.host = options.host;
        this.gate = new Gate(host);
        this.slot = new ModelSlot(options.run, options.source);
        Traffic traffic = new Traffic();
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("serve");
        jetty = new org.eclipse.jetty.server.Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(LONGEST_HEAD);
        connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(options.port);
        connector.setIdleTimeout(IDLE_MS);
        connector.setAcceptQueueSize(MOST_WAITING);
        jetty.addConnector(connector);
        jetty.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        jetty.setHandler(new GracefulHandler(new WebHandler(gate, new Endpoints(slot, traffic), traffic)));
        jetty.setErrorHandler(new JsonErrors());
        jetty.setStopTimeout(CLOSING_MS);
    }

    /** Starts with a model. */
    public static Builder of(TrainedModel run) {
        return new Builder(run);
    }

    private void start() {
        try {
            jetty.start();
        } catch (Exception e) {
            close();
            if (e instanceof IOException && (e instanceof BindException || e.getCause() instanceof BindException)) {
                throw DataException.of(
                        host + ":" + connector.getPort(),
                        "a place that cannot be listened at (" + e.getMessage() + ")",
                        "a free port of this machine",
                        "choose another one; 0 takes any",
                        e);
            }
            throw new IllegalStateException("server: cannot start (" + e + ")", e);
        }
    }

    /** Where it answers. */
    public URI address() {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/");
    }

    /** The port that it listens at. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Whether only this machine can reach it. */
    public boolean isLocal() {
        return gate.isLocal();
    }

    /** Lets another model answer. Requests in flight are finished by the one that they began with. */
    public void reload(TrainedModel next) {
        slot.replace(next);
    }

    /**
     * Waits until it is closed.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void join() throws InterruptedException {
        jetty.join();
    }

    /** Takes no more requests, answers those in flight, for 30 s at most, and stops. */
    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("server: cannot stop (" + e + ")", e);
        }
    }

    /** How to listen. */
    public static final class Builder {

        private final TrainedModel run;
        private Supplier<TrainedModel> source;
        private String host = "localhost";
        private int port = 8080;

        private Builder(TrainedModel run) {
            this.run = run;
        }

        /**
         * The port to listen at; 0 takes any that is free, see {@link Server#port}. Default: 8080.
         *
         * @throws IllegalArgumentException if it is none
         */
        public Builder port(int number) {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException(
                        "port: found " + number + ", expected 0 to 65535; 0 takes any that is free");
            }
            this.port = number;
            return this;
        }

        /**
         * A name or address of this machine. Default: {@code localhost}, which only this machine reaches. Whoever reaches another can
         * ask what any user has and is recommended; there is no password.
         */
        public Builder host(String name) {
            this.host = name;
            return this;
        }

        /** What {@code POST /reload} reads another model from, such as {@code () -> TrainedModel.load(folder, data)}. */
        public Builder reloading(Supplier<TrainedModel> from) {
            this.source = from;
            return this;
        }

        /**
         * Starts to answer.
         *
         * @throws DataException if the port cannot be listened at
         * @throws IllegalArgumentException if there is no such host
         */
        public Server start() {
            Server server = new Server(this);
            server.start();
            return server;
        }
    }
}
