package org.drepmrec.data.io.picture.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;
import org.drepmrec.io.Sha256;

/**
 * A file with a network, and what runs it.
 *
 * @param format the word for the kind of file
 * @param engine the name that DJL has for what runs it
 */
record NetworkFile(Path path, String format, String engine) {

    private static final String ONNX_RUNTIME = "ai/djl/onnxruntime/engine/OrtEngineProvider.class";

    static NetworkFile onnx(Path path) {
        return new NetworkFile(path, "ONNX", "OnnxRuntime").requireFile();
    }

    static NetworkFile torchScript(Path path) {
        return new NetworkFile(path, "TorchScript", "PyTorch").requireFile();
    }

    String name() {
        return Places.name(path);
    }

    private NetworkFile requireFile() {
        if (!Files.isRegularFile(path)) {
            throw DataException.of(
                    path.toString(), "no such file", "a network as " + format, "check the path, or export the network");
        }
        return this;
    }

    /**
     * Checks that what runs the file is there.
     *
     * @throws IllegalStateException if it is not, saying which jars bring it
     */
    void requireEngine(ClassLoader classPath) {
        if (engine.equals("OnnxRuntime") && classPath.getResource(ONNX_RUNTIME) == null) {
            throw new IllegalStateException(
                    name() + ": no ONNX Runtime on the class path, expected onnxruntime-engine and onnxruntime; add the"
                            + " dependency org.drepmrec:drepmrec-encoders of type pom, or the jars of"
                            + " toolkit/encoders/target/lib, or export the network as TorchScript");
        }
    }

    /** The hash of the file's bytes. */
    String sha256() {
        try {
            return Sha256.of(path);
        } catch (IOException e) {
            throw DataException.unreadable(name(), e);
        }
    }
}
