package org.drepmrec.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The folder into which DJL unpacks native libraries, and from which it loads them: {@code DJL_CACHE_DIR} or
 * {@code ENGINE_CACHE_DIR} (environment variable or system property), {@code .djl.ai} in the user's home, or, where the
 * home cannot be written, a folder of the user's own in that of temporary files. What others may write is refused, since
 * they could put code of theirs there.
 */
final class NativesCache {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private NativesCache() {}

    /**
     * Settles the folder before an engine is loaded.
     *
     * @throws IllegalArgumentException if another user could put libraries there
     */
    static void choose() {
        Path home = Path.of(System.getProperty("user.home"));
        if (isSet("DJL_CACHE_DIR") || isSet("ENGINE_CACHE_DIR") || Files.isWritable(home)) {
            refuseOpen(Utils.getEngineCacheDir());
        } else {
            Path own = own(Path.of(System.getProperty("java.io.tmpdir")));
            System.setProperty("DJL_CACHE_DIR", own.toString());
        }
    }

    private static boolean isSet(String name) {
        String value = Utils.getEnvOrSystemProperty(name);
        return value != null && !value.isEmpty();
    }

    /** Refuses a folder that every user may write. */
    static void refuseOpen(Path folder) {
        try {
            if (Files.isDirectory(folder)
                    && posix(folder)
                    && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw refused(folder, "a folder that every user may write");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("engine: " + cannotBeWritten(folder, e.toString()), e);
        }
    }

    /** A folder that only this user may enter, in one that all share. */
    static Path own(Path shared) {
        Path own = shared.resolve("drepmrec-" + System.getProperty("user.name"));
        try {
            if (!posix(shared)) {
                return Files.createDirectories(own);
            }
            if (!Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(own, PosixFilePermissions.asFileAttribute(PRIVATE));
            }
            Path mine = Files.createTempFile(shared, ".drepmrec", ".part");
            UserPrincipal me = Files.getOwner(mine);
            Files.delete(mine);
            PosixFileAttributes found = Files.readAttributes(own, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isDirectory() || !found.owner().equals(me) || !PRIVATE.containsAll(found.permissions())) {
                throw refused(own, "not a folder that only you may enter");
            }
            return own;
        } catch (IOException e) {
            throw new IllegalArgumentException("engine: " + cannotBeWritten(own, e.toString()), e);
        }
    }

    private static boolean posix(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix");
    }

    private static IllegalArgumentException refused(Path folder, String found) {
        return new IllegalArgumentException(
                folder + ": " + found + ", expected a folder for native libraries where nobody"
                        + " else can put any; set DJL_CACHE_DIR to one of your own, or take the others' rights away (chmod go-w)");
    }

    /** Why a native library could not be loaded, as far as can be told. */
    static String whyNotLoaded(Throwable cause) {
        Path folder = Utils.getEngineCacheDir();
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return Files.isDirectory(existing) && Files.isWritable(existing)
                ? "its native library could not be loaded from " + folder + " (" + root(cause)
                        + "); put the natives for this platform beside the jar, see environment/GPU.md, or choose another engine"
                : cannotBeWritten(folder, root(cause));
    }

    private static String cannotBeWritten(Path folder, String reason) {
        return "its native library could not be unpacked to " + folder + " (" + reason
                + "), expected a folder that can be written; set DJL_CACHE_DIR to one";
    }

    /** The first cause; those above only say that something failed. JNA says it in two lines, and then lists the class path. */
    private static String root(Throwable e) {
        Throwable first = e;
        for (int depth = 0; first.getCause() != null && depth < 20; depth++) {
            first = first.getCause();
        }
        return first.toString().lines().limit(2).map(String::strip).collect(Collectors.joining(" "));
    }
}
