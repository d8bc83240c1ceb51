package org.drepmrec.data.io.amazon.download;

import java.nio.channels.UnresolvedAddressException;

/** An attempt that failed in a way that another one may mend; the message says how. */
final class BrokenTransferException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenTransferException(String how) {
        super(how);
    }

    BrokenTransferException(Throwable cause) {
        super(reason(cause), cause);
    }

    /** The client's exceptions have often no message, and an unknown host lies below one that says less. */
    private static String reason(Throwable cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof UnresolvedAddressException) {
                return "the host's name is not known";
            }
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
