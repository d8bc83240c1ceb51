package org.drepmrec.train;

import ai.djl.engine.EngineException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.engine.Backend;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Options;

/** Says what a training asked of a device whose memory ran out. */
final class DeviceMemory {

    /** As PyTorch and MXNet put it, on a GPU and on a CPU. */
    private static final Pattern EXHAUSTED = Pattern.compile(
            "(?is).*(out of memory|can't allocate memory|failed to allocate|memory allocation failed|bad_alloc).*");

    private DeviceMemory() {}

    /** The error in terms of the training, if memory is what was missing. */
    static Optional<IllegalStateException> exhausted(
            EngineException e, Recommender model, Options training, Backend backend) {
        return Stream.<Throwable>iterate(e, c -> c != null, Throwable::getCause)
                .filter(c -> c.getMessage() != null
                        && EXHAUSTED.matcher(c.getMessage()).matches())
                .findFirst()
                .map(c -> new IllegalStateException(message(c, model, training, backend), e));
    }

    private static String message(Throwable cause, Recommender model, Options training, Backend backend) {
        return model.name() + ": out of memory on " + backend.device() + " (" + backend.engine() + ": "
                + firstLine(cause.getMessage()) + ") at batch size "
                + training.get(TrainOptions.BATCH_SIZE) + ", embedding size " + model.embeddingSize() + ", "
                + model.users() + " users, " + model.items() + " items" + features(model)
                + "; choose a smaller batchSize or embeddingSize, leave a modality out, end other programs on the device,"
                + " or choose device cpu";
    }

    private static String features(Recommender model) {
        return model.data().modalities().stream()
                .map(m -> String.format(
                        Locale.ROOT,
                        ", %s features of %d (%.0f MB)",
                        m.name(),
                        model.data().features(m).dimension(),
                        4e-6 * model.items() * model.data().features(m).dimension()))
                .collect(Collectors.joining());
    }

    private static String firstLine(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() <= 160 ? line : line.substring(0, 160) + "...";
    }
}
