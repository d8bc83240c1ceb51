package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.reply.InputReply;
import io.github.spencerpark.jupyter.messages.request.InputRequest;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.zeromq.ZMQ;

/** The stdin channel: a thread of its own owns the socket, so that an interrupted cell leaves the socket whole. */
final class Stdin extends StdinChannel {

    private static final int POLL_MILLIS = 50;

    private final ZMQ.Context context;
    private final Inbox inbox;
    private final ExecutorService owner = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "stdin");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean given;

    Stdin(ZMQ.Context context, HMACGenerator hmac, Inbox inbox) {
        super(context, hmac);
        this.context = context;
        this.inbox = inbox;
    }

    /** Asks the page for a line; an interrupt of the waiting cell ends the question with an empty answer and the flag set. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the owner needs the socket's lock to read the answer
    public String getInput(MessageContext cell, String prompt, boolean password) {
        given = false;
        Future<String> answer = owner.submit(() -> ask(cell, prompt, password));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            given = true;
            Thread.currentThread().interrupt();
            return "";
        } catch (ExecutionException e) {
            throw new IllegalStateException("input failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        given = true;
        owner.execute(super::close);
        owner.shutdown();
    }

    private String ask(MessageContext cell, String prompt, boolean password) {
        ZMQ.Poller poller = context.poller(1);
        poller.register(this, ZMQ.Poller.POLLIN);
        try {
            while (poller.poll(0) > 0) {
                inbox.read(this);
            }
            sendMessage(new Message<>(cell, InputRequest.MESSAGE_TYPE, new InputRequest(prompt, password)));
            while (!given) {
                Optional<Message<Object>> answer = poller.poll(POLL_MILLIS) > 0 ? inbox.read(this) : Optional.empty();
                if (answer.isPresent() && answer.get().getContent() instanceof InputReply reply) {
                    return reply.getValue() + System.lineSeparator();
                }
            }
            throw new CancellationException("interrupted");
        } finally {
            poller.close();
        }
    }
}
