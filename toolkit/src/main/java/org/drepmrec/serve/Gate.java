package org.drepmrec.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.drepmrec.io.DataException;

/**
 * Who may ask. A page of another site that is open in a browser on this machine must neither reach a server that listens to
 * this machine alone (its name in {@code Host} would be another's) nor change anything (its {@code Origin} would).
 */
final class Gate {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final InetAddress bound;
    private final String host;

    /**
     * A gate for a server.
     *
     * @param host the name or address that it listens to
     * @throws IllegalArgumentException if there is no such host
     */
    Gate(String host) {
        this.host = host.toLowerCase(Locale.ROOT);
        try {
            this.bound = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "host " + DataException.quote(host)
                            + ": found no such host, expected localhost or a name or address of this machine; correct it",
                    e);
        }
    }

    /** Whether only this machine can reach the server. */
    boolean isLocal() {
        return bound.isLoopbackAddress();
    }

    /**
     * Refuses what must not pass.
     *
     * @param name the name that the request calls the server by
     * @param authority the same with the port
     * @param origin what {@code Origin} says, or null
     * @param fromHere whether the request comes from this machine
     */
    void check(String method, String path, String name, String authority, String origin, boolean fromHere) {
        String called = name.toLowerCase(Locale.ROOT);
        if (!bound.isAnyLocalAddress() && !HERE.contains(called) && !called.equals(host)) {
            throw new Refusal(
                    403,
                    "host",
                    DataException.quote(name),
                    "localhost" + (isLocal() ? "" : " or " + host),
                    "ask for the name that the server was started with");
        }
        if (!method.equals("GET") && origin != null && !origin.equalsIgnoreCase("http://" + authority)) {
            throw new Refusal(
                    403,
                    "origin",
                    DataException.quote(origin),
                    "none or http://" + authority,
                    "send it from a page of this server or from a shell");
        }
        if (path.equals(Endpoints.RELOAD) && !fromHere) {
            throw new Refusal(
                    403, "reload", "a request from another machine", "one from the server's own", "send it from there");
        }
    }
}
