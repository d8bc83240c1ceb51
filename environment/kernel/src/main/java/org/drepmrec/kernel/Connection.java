package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The five sockets of a kernel, each owned by one thread that sleeps until something arrives.
 *
 * <p>Takes the place of the base library's loops, which poll every 50 ms (heartbeat: 500 ms), die at the first message that
 * they cannot read, and are closed from a foreign thread.
 */
final class Connection extends JupyterConnection {

    private static final int LINGER_MILLIS = 1000;
    private static final int BIND_TRIES = 100;
    private static final int BIND_PAUSE_MILLIS = 100;

    private final KernelConnectionProperties properties;
    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket heart = context.socket(SocketType.REP);
    private final ShellChannel requests;
    private final ShellChannel commands;
    private final Inbox inbox;
    private final Stdin input;
    private final IoPub output;
    private final CountDownLatch closed = new CountDownLatch(1);

    private static final class Environment extends ShellReplyEnvironment {
        Environment(ShellChannel shell, Stdin stdin, IoPub iopub, MessageContext context) {
            super(shell, stdin, iopub, context);
        }
    }

    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        this.properties = properties;
        HMACGenerator hmac = properties.createHMACGenerator();
        this.requests = new ShellChannel(context, hmac, false, this);
        this.commands = new ShellChannel(context, hmac, true, this);
        this.inbox = new Inbox(hmac);
        this.input = new Stdin(context, hmac, inbox);
        this.output = new IoPub(context, hmac);
    }

    /**
     * Binds all ports and starts answering.
     *
     * @param abort asked after each cell whether those that wait behind it shall be refused
     */
    void connect(BooleanSupplier abort) {
        bind(heart, properties.getHbPort());
        bind(output, properties.getIopubPort());
        bind(input, properties.getStdinPort());
        bind(commands, properties.getControlPort());
        bind(requests, properties.getShellPort());
        daemon("heartbeat", this::beat);
        output.start();
        output.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
        daemon("control", new RequestLoop(this, context, commands, inbox, abort));
        daemon("shell", new RequestLoop(this, context, requests, inbox, abort));
    }

    @Override
    public IOPubChannel getIOPub() {
        return output;
    }

    IoPub output() {
        return output;
    }

    @Override
    public ShellReplyEnvironment prepareReplyEnv(ShellChannel shell, MessageContext message) {
        return new Environment(shell, input, output, message);
    }

    /** Marks the end; {@link #waitUntilClose()} then sends what is queued and closes the sockets. */
    @Override
    public void close() {
        closed.countDown();
    }

    @Override
    public void waitUntilClose() {
        try {
            closed.await();
            output.close();
            input.close();
            Thread terminate = daemon("close", context::close);
            terminate.join(2L * LINGER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Jupyter picks free ports and lets go of them before it starts the kernel, so another process may hold one for a
     * moment.
     */
    private void bind(ZMQ.Socket socket, int port) {
        socket.setLinger(LINGER_MILLIS);
        String address = properties.getTransport() + "://" + properties.getIp()
                + ("ipc".equals(properties.getTransport()) ? "-" : ":") + port;
        for (int tries = 1; ; tries++) {
            try {
                socket.bind(address);
                return;
            } catch (ZMQException e) {
                if (e.getErrorCode() != ZMQ.Error.EADDRINUSE.getCode() || tries == BIND_TRIES) {
                    throw new IllegalStateException(
                            address + ": cannot listen (" + e.getMessage() + "); start the kernel again", e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BIND_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    private void beat() {
        try {
            while (true) {
                byte[] beat = heart.recv();
                while (heart.hasReceiveMore()) {
                    heart.recv();
                }
                heart.send(beat);
            }
        } catch (ZMQException e) {
            heart.close();
        }
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
