package org.drepmrec.engine;

import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** Why an engine sees no GPU, as far as can be told: its natives, the CUDA runtime, or the driver. */
final class CudaNatives {

    private CudaNatives() {}

    /** What was found, and the remedy. */
    static String why(String engine) {
        return onClassPath(engine)
                .map(flavor -> "; found its natives for " + flavor + ", but " + machine()
                        + "; install NVIDIA's driver and a CUDA runtime (libcudart) of that version or newer")
                .orElse("; put the engine's CUDA natives on the class path");
    }

    private static String machine() {
        if (!CudaUtils.hasCuda()) {
            return "no CUDA runtime that finds a GPU";
        }
        int version = CudaUtils.getCudaVersion();
        return "a CUDA runtime " + version / 1000 + "." + version / 10 % 10;
    }

    /** The CUDA flavor of the engine's natives, such as {@code cu124}. */
    private static Optional<String> onClassPath(String engine) {
        String file = "native/lib/" + engine.toLowerCase(Locale.ROOT) + ".properties";
        try {
            for (URL url :
                    Collections.list(ClassLoaderUtils.getContextClassLoader().getResources(file))) {
                Properties natives = new Properties();
                try (InputStream in = url.openStream()) {
                    natives.load(in);
                }
                String flavor = flavor(natives);
                if (flavor.startsWith("cu")) {
                    return Optional.of(flavor);
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static String flavor(Properties natives) {
        String classifier = natives.getProperty("classifier", "");
        return natives.getProperty("flavor", classifier.replaceFirst("-.*", ""));
    }
}
