package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * {@code System.in}, {@code out} and {@code err} of cells.
 *
 * <p>They stay with the latest cell after it has ended, so that what a background thread prints or shows is not lost.
 */
final class PageStreams extends JupyterIO {

    private final IoPub page;
    private final PrintStream terminal = System.err;
    private final PrintStream pageOut = new Page(StreamType.OUT);
    private final PrintStream pageErr = new Page(StreamType.ERR);
    private final InputStream pageIn = new Lines();
    private volatile ShellReplyEnvironment cell;
    private volatile boolean inputAllowed;

    PageStreams(IoPub page) {
        super(StandardCharsets.UTF_8);
        this.page = page;
    }

    /** Puts the streams in place; again before each cell, since an earlier one may have left others there. */
    void install() {
        System.setOut(pageOut);
        System.setErr(pageErr);
        System.setIn(pageIn);
    }

    /** Tells the reader of the running cell something, whatever the cell has done to its streams. */
    void warn(String line) {
        pageErr.println(line);
    }

    void attach(ShellReplyEnvironment environment, boolean stdin) {
        install();
        setEnv(environment);
        cell = environment;
        inputAllowed = stdin;
    }

    /** Stays open: what a cell closes, the next one still needs. */
    private final class Page extends PrintStream {

        Page(StreamType type) {
            super(new Text(type), false, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            flush();
        }
    }

    /** Decodes bytes as they come; a character may arrive in two pieces. */
    private final class Text extends OutputStream {

        private final StreamType type;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private ByteBuffer undecoded = ByteBuffer.allocate(8);

        Text(StreamType type) {
            this.type = type;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(undecoded.position() + length);
            in.put(undecoded.flip()).put(bytes, offset, length).flip();
            CharBuffer out = CharBuffer.allocate(in.remaining());
            decoder.decode(in, out, false);
            undecoded.clear();
            undecoded.put(in);
            if (out.flip().hasRemaining()) {
                print(out.toString());
            }
        }

        private void print(String text) {
            ShellReplyEnvironment target = cell;
            if (target == null) {
                terminal.print(text);
            } else {
                page.print(target.getContext(), type, text);
            }
        }
    }

    /** Asks the page for a line whenever the last one is used up. */
    private final class Lines extends InputStream {

        private byte[] line = {};
        private int next;

        @Override
        public synchronized int read() {
            if (next == line.length && !ask()) {
                return -1;
            }
            return line[next++] & 0xff;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (next == line.length && !ask()) {
                return -1;
            }
            int count = Math.min(length, line.length - next);
            System.arraycopy(line, next, target, offset, count);
            next += count;
            return count;
        }

        @Override
        public synchronized int available() {
            return line.length - next;
        }

        private boolean ask() {
            ShellReplyEnvironment source = cell;
            if (source == null || !inputAllowed) {
                return false;
            }
            line = source.readFromStdIn().getBytes(StandardCharsets.UTF_8);
            next = 0;
            return line.length > 0;
        }
    }
}
