package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Reads requests from a channel and hands them to their handlers, one after the other, on the thread that owns the socket. */
final class RequestLoop implements Runnable {

    /** How long a failed cell's followers may still be on their way. */
    private static final int ABORT_MILLIS = 20;

    private static final Logger LOG = Logger.getLogger(RequestLoop.class.getName());

    private final JupyterConnection connection;
    private final ZMQ.Context context;
    private final ShellChannel channel;
    private final Inbox inbox;
    private final BooleanSupplier abort;

    /**
     * Prepares a loop.
     *
     * @param abort asked after each cell: did it fail, and its request say that those behind it shall then not run?
     */
    RequestLoop(
            JupyterConnection connection,
            ZMQ.Context context,
            ShellChannel channel,
            Inbox inbox,
            BooleanSupplier abort) {
        this.connection = connection;
        this.context = context;
        this.channel = channel;
        this.inbox = inbox;
        this.abort = abort;
    }

    @Override
    public void run() {
        ZMQ.Poller poller = context.poller(1);
        poller.register(channel, ZMQ.Poller.POLLIN);
        try {
            while (poller.poll(-1) >= 0) {
                if (poller.pollin(0)) {
                    inbox.read(channel).ifPresent(message -> handle(message, poller));
                }
            }
        } catch (ZMQException e) {
            LOG.log(Level.FINE, "channel ended", e);
        }
        channel.close();
    }

    /** Those that came before the reply of a failed cell were sent in the belief that it would succeed. */
    private void handle(Message<Object> message, ZMQ.Poller poller) {
        MessageType<Object> type = message.getHeader().getType();
        ShellHandler<Object> handler = connection.getHandler(type);
        if (handler == null) {
            LOG.log(Level.FINE, "no handler for {0}", type.getName());
            return;
        }
        List<Message<Object>> behind = new ArrayList<>();
        ShellReplyEnvironment environment = connection.prepareReplyEnv(channel, message);
        try {
            handler.handle(environment, message);
            if (type.equals(MessageType.EXECUTE_REQUEST) && abort.getAsBoolean()) {
                while (poller.poll(ABORT_MILLIS) > 0) {
                    inbox.read(channel).ifPresent(behind::add);
                }
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "the handler of " + type.getName() + " failed", e);
        } finally {
            environment.resolveDeferrals();
        }
        for (Message<Object> each : behind) {
            if (each.getHeader().getType().equals(MessageType.EXECUTE_REQUEST)) {
                refuse(each);
            } else {
                handle(each, poller);
            }
        }
        if (environment.isMarkedForShutdown()) {
            connection.close();
        }
    }

    @SuppressWarnings("unchecked")
    private void refuse(Message<Object> message) {
        ShellReplyEnvironment environment = connection.prepareReplyEnv(channel, message);
        environment.setBusyDeferIdle();
        environment.reply(new Message<Object>(
                message,
                (MessageType<Object>) (MessageType<?>) MessageType.EXECUTE_REPLY,
                Map.of("status", "aborted")));
        environment.resolveDeferrals();
    }
}
