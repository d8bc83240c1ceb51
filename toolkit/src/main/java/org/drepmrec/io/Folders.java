package org.drepmrec.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Making folders, and removal of them with all that is in them. Links are removed, never what they lead to. */
public final class Folders {

    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

    private Folders() {}

    /**
     * Removes a file or folder, if it is there.
     *
     * @throws IOException if something of it cannot be removed
     */
    public static void delete(Path place) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            PathUtils.delete(place);
        }
    }

    /**
     * Makes a folder, and those it lies in, where there is none; a link to a folder is one.
     *
     * @throws DataException if it cannot be made
     */
    public static void make(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw DataException.of(
                    folder.toString(),
                    "no folder can be made here (" + e.getClass().getSimpleName() + ")",
                    "a new or existing folder with write permission",
                    "choose another folder",
                    e);
        }
    }

    /** As {@link #delete}, of what nobody needs: what cannot be removed stays, with a warning. */
    public static void discard(Path leftover) {
        try {
            delete(leftover);
        } catch (IOException e) {
            LOG.warn("{}: could not be deleted ({}); nothing needs it, so it may go", leftover, e.toString());
        }
    }
}
