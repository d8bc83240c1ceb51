package org.drepmrec.kernel.install;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one kernel. It is replaced as a whole, so that Jupyter finds the old kernel or the new one. */
record KernelFolder(Path path) {

    /** What fills a folder. */
    interface Content {
        void writeTo(Path folder) throws IOException;
    }

    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** True if this program made it. */
    boolean isOurs() throws IOException {
        return KernelSpec.in(path).isPresent();
    }

    /** Puts new content in the place of the old; a folder that holds the same already stays, since kernels run from it. */
    void replace(Content content) throws IOException {
        Path fresh = beside(".new-");
        Path old = beside(".old-");
        try {
            Files.createDirectories(fresh);
            content.writeTo(fresh);
            if (exists() && same(fresh, path)) {
                return;
            }
            if (exists()) {
                Files.move(path, old);
            }
            try {
                Files.move(fresh, path);
            } catch (IOException e) {
                if (Files.exists(old)) {
                    Files.move(old, path);
                }
                throw e;
            }
        } finally {
            delete(fresh);
            delete(old);
        }
    }

    void delete() throws IOException {
        // Where a system forbids it, because a kernel runs from it, this fails before anything is gone.
        Path old = beside(".old-");
        Files.move(path, old);
        delete(old);
    }

    private Path beside(String prefix) {
        return path.resolveSibling(
                prefix + path.getFileName() + "-" + ProcessHandle.current().pid());
    }

    private static boolean same(Path a, Path b) throws IOException {
        List<Path> names = filesOf(a);
        if (!names.equals(filesOf(b))) {
            return false;
        }
        for (Path name : names) {
            if (Files.mismatch(a.resolve(name), b.resolve(name)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
