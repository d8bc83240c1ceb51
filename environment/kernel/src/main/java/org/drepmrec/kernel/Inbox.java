package org.drepmrec.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.adapters.HeaderAdapter;
import io.github.spencerpark.jupyter.messages.adapters.HistoryRequestAdapter;
import io.github.spencerpark.jupyter.messages.adapters.KernelTimestampAdapter;
import io.github.spencerpark.jupyter.messages.adapters.MessageTypeAdapter;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.zeromq.ZMQ;

/**
 * Reads messages of all channels of a kernel: whole, signed, and each only once.
 *
 * <p>Takes the place of the base library's reader, which looks for a message's start beyond its end and so makes one of two.
 */
final class Inbox {

    /** How many signatures are remembered, as in ipykernel. */
    private static final int REMEMBERED = 1 << 16;

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNED_PARTS = 4;
    private static final Pattern EMPTY = Pattern.compile("\\s*(\\{\\s*\\})?\\s*");
    private static final Type METADATA = new TypeToken<Map<String, Object>>() {}.getType();
    private static final Logger LOG = Logger.getLogger(Inbox.class.getName());
    private static final Gson JSON = new GsonBuilder()
            .registerTypeAdapter(KernelTimestamp.class, KernelTimestampAdapter.INSTANCE)
            .registerTypeAdapter(Header.class, HeaderAdapter.INSTANCE)
            .registerTypeAdapter(MessageType.class, MessageTypeAdapter.INSTANCE)
            .registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE)
            .create();

    private final HMACGenerator hmac;
    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    Inbox(HMACGenerator hmac) {
        this.hmac = hmac;
    }

    /** Takes the socket's next message; it is empty, and noted on the terminal, if it must not be acted upon. */
    Optional<Message<Object>> read(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        do {
            frames.add(socket.recv());
        } while (socket.hasReceiveMore());
        try {
            return Optional.of(message(frames));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.WARNING, "a message was left out: {0}", e.toString());
            return Optional.empty();
        }
    }

    private Message<Object> message(List<byte[]> frames) {
        int start = 0;
        while (start < frames.size() && !Arrays.equals(frames.get(start), DELIMITER)) {
            start++;
        }
        int parts = start + 2;
        if (frames.size() < parts + SIGNED_PARTS) {
            throw new IllegalArgumentException(frames.size() + " parts, expected a delimiter, a signature and "
                    + SIGNED_PARTS + " signed parts behind the sender's identity");
        }
        List<byte[]> signed = frames.subList(parts, parts + SIGNED_PARTS);
        accept(frames.get(start + 1), hmac.calculateSignature(signed.toArray(byte[][]::new)));
        Header<Object> header = header(signed.get(0));
        return new Message<>(
                List.copyOf(frames.subList(0, start)),
                header,
                EMPTY.matcher(text(signed.get(1))).matches() ? null : header(signed.get(1)),
                JSON.fromJson(text(signed.get(2)), METADATA),
                JSON.fromJson(text(signed.get(3)), header.getType().getContentType()),
                List.copyOf(frames.subList(parts + SIGNED_PARTS, frames.size())));
    }

    /** Refuses a wrong signature and one that came before; a connection without a key has none. */
    private void accept(byte[] found, String expected) {
        if (expected == null) {
            return;
        }
        if (!MessageDigest.isEqual(found, expected.getBytes(StandardCharsets.US_ASCII))) {
            throw new SecurityException("its signature is wrong");
        }
        synchronized (seen) {
            if (seen.put(expected, true) != null) {
                throw new SecurityException("it came before");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Header<Object> header(byte[] part) {
        return JSON.fromJson(text(part), Header.class);
    }

    private static String text(byte[] part) {
        return new String(part, StandardCharsets.UTF_8);
    }
}
