package org.drepmrec.data.io.amazon.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer as a stream whose reads fail once nothing has come for a while, which those of the client's own stream
 * do not. Not more is held than the client delivers at once.
 */
final class BodyStream extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {

    private final Duration silence;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> delivered = new ArrayDeque<>();
    private volatile Flow.Subscription subscription;
    private volatile boolean closed;
    private boolean ended;

    /** Bytes, or the end, which is a failure or null. */
    private record Signal(List<ByteBuffer> bytes, boolean end, Throwable failure) {}

    BodyStream(Duration silence) {
        this.silence = silence;
    }

    @Override
    public void onSubscribe(Flow.Subscription toBytes) {
        subscription = toBytes;
        if (closed) {
            toBytes.cancel();
        } else {
            toBytes.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        signals.add(new Signal(bytes, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(List.of(), true, null));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (delivered.isEmpty()) {
            if (ended) {
                return -1;
            }
            await();
        }
        ByteBuffer next = delivered.element();
        int n = Math.min(length, next.remaining());
        next.get(bytes, from, n);
        if (!next.hasRemaining()) {
            delivered.remove();
        }
        return n;
    }

    private void await() throws IOException {
        Signal signal;
        try {
            signal = signals.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (signal == null) {
            throw new IOException("no bytes for " + DownloadLines.seconds(silence));
        }
        if (signal.failure != null) {
            throw new IOException(signal.failure.getMessage(), signal.failure);
        }
        ended = signal.end;
        signal.bytes.stream().filter(ByteBuffer::hasRemaining).forEach(delivered::add);
        if (!ended) {
            subscription.request(1);
        }
    }

    /** Ends the transfer, if it is still under way. */
    @Override
    public void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
