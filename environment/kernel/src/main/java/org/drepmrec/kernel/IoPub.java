package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQ;

/**
 * The IOPub channel: everything goes through one ordered queue, and one thread sends it.
 *
 * <p>A PUB socket drops what exceeds its high-water mark (1,000 messages), and the base library sends two messages for each
 * printed line; that is where output gets lost. Here neighboring pieces of text of one stream become one message (after
 * {@value #HOLD_MILLIS} ms, {@value #CHUNK} characters, or when anything else is to be sent), the mark is off, and whoever
 * prints faster than the wire waits.
 */
final class IoPub extends IOPubChannel {

    private static final int HOLD_MILLIS = 40;
    private static final int CHUNK = 1 << 16;
    private static final int PENDING = 1 << 22;

    private final Object lock = new Object();
    private final Deque<Object> queue = new ArrayDeque<>();
    private final Thread sender = new Thread(this::send, "iopub");
    private int pending;
    private boolean closing;

    private static final class Text {
        final MessageContext context;
        final PublishStream.StreamType type;
        final StringBuilder text = new StringBuilder();
        final long born = System.nanoTime();

        Text(MessageContext context, PublishStream.StreamType type) {
            this.context = context;
            this.type = type;
        }

        Message<?> message() {
            return new Message<>(context, PublishStream.MESSAGE_TYPE, new PublishStream(type, text.toString()));
        }
    }

    IoPub(ZMQ.Context context, HMACGenerator hmac) {
        super(context, hmac);
        setSndHWM(0);
        sender.setDaemon(true);
    }

    void start() {
        sender.start();
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the queue has its own lock
    public void sendMessage(Message<?> message) {
        synchronized (lock) {
            queue.add(message);
            lock.notifyAll();
        }
    }

    /** Appends printed text to the output of the cell that {@code context} stands for. */
    void print(MessageContext context, PublishStream.StreamType type, String text) {
        synchronized (lock) {
            boolean interrupted = false;
            while (pending > PENDING && !closing && !interrupted) {
                try {
                    lock.wait(100);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            open(context, type).text.append(text);
            pending += text.length();
            lock.notifyAll();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Text open(MessageContext context, PublishStream.StreamType type) {
        if (queue.peekLast() instanceof Text last
                && last.context == context
                && last.type == type
                && last.text.length() < CHUNK) {
            return last;
        }
        Text text = new Text(context, type);
        queue.add(text);
        return text;
    }

    /** Sends what is queued, then closes the socket. */
    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
        }
        try {
            sender.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() {
        for (Object next = take(); next != null; next = take()) {
            super.sendMessage(next instanceof Text text ? text.message() : (Message<?>) next);
        }
        super.close();
    }

    private Object take() {
        synchronized (lock) {
            while (true) {
                long hold = hold();
                if (hold <= 0) {
                    Object head = queue.poll();
                    if (head instanceof Text text) {
                        pending -= text.text.length();
                        lock.notifyAll();
                    }
                    return head;
                }
                try {
                    lock.wait(hold);
                } catch (InterruptedException e) {
                    closing = true;
                }
            }
        }
    }

    /** Milliseconds for which the head of the queue, if any, should still wait for company. */
    private long hold() {
        if (closing || queue.size() > 1) {
            return 0;
        }
        if (queue.peek() instanceof Text text) {
            long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - text.born);
            return text.text.length() > CHUNK ? 0 : HOLD_MILLIS - age;
        }
        return queue.isEmpty() ? Long.MAX_VALUE : 0;
    }
}
