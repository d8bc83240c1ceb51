package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Reads requests from a channel and hands them to their handlers, one after the other, on the thread that owns the socket. */
final class RequestLoop implements Runnable {

    /** How long a failed cell's followers may still be on their way. */
    private static final int ABORT_MILLIS = 50;

    private static final Logger LOG = Logger.getLogger(RequestLoop.class.getName());

    private final JupyterConnection connection;
    private final ZMQ.Context context;
    private final ShellChannel channel;
    private final BooleanSupplier abort;

    /**
     * Prepares a loop.
     *
     * @param abort asked after each cell: did it fail, and its request say that those behind it shall then not run?
     */
    RequestLoop(JupyterConnection connection, ZMQ.Context context, ShellChannel channel, BooleanSupplier abort) {
        this.connection = connection;
        this.context = context;
        this.channel = channel;
        this.abort = abort;
    }

    @Override
    public void run() {
        ZMQ.Poller poller = context.poller(1);
        poller.register(channel, ZMQ.Poller.POLLIN);
        try {
            while (poller.poll(-1) >= 0) {
                if (poller.pollin(0) && handle(false)) {
                    while (poller.poll(ABORT_MILLIS) > 0) {
                        handle(true);
                    }
                }
            }
        } catch (ZMQException e) {
            LOG.log(Level.FINE, "channel ended", e);
        }
        channel.close();
    }

    /** Handles one request; true if those that wait behind it are to be refused. */
    @SuppressWarnings("unchecked")
    private boolean handle(boolean refuse) {
        Message<Object> message;
        try {
            message = (Message<Object>) channel.readMessage();
        } catch (ZMQException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a message that cannot be read was left out", e);
            return false;
        }
        MessageType<Object> type = message.getHeader().getType();
        ShellHandler<Object> handler = connection.getHandler(type);
        if (handler == null) {
            LOG.log(Level.FINE, "no handler for {0}", type.getName());
            return false;
        }
        ShellReplyEnvironment environment = connection.prepareReplyEnv(channel, message);
        try {
            if (refuse && type.equals(MessageType.EXECUTE_REQUEST)) {
                environment.setBusyDeferIdle();
                environment.reply(new Message<Object>(
                        message,
                        (MessageType<Object>) (MessageType<?>) MessageType.EXECUTE_REPLY,
                        Map.of("status", "aborted")));
            } else {
                handler.handle(environment, message);
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "the handler of " + type.getName() + " failed", e);
        } finally {
            environment.resolveDeferrals();
        }
        if (environment.isMarkedForShutdown()) {
            connection.close();
        }
        return type.equals(MessageType.EXECUTE_REQUEST) && abort.getAsBoolean();
    }
}
