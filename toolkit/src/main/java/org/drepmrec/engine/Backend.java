package org.drepmrec.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A DJL engine on a device: everything that creates an array goes through it, so that all arrays lie on that device.
 *
 * <p>The engine is, in this order: the one asked for, the system property {@code drepmrec.engine}, the environment
 * variable {@code DREPMREC_ENGINE}, MXNet. The device likewise ({@code drepmrec.device}, {@code DREPMREC_DEVICE}), and
 * otherwise the first GPU that the engine sees, else the CPU. Nothing is downloaded or
 * reported: the system properties {@code ai.djl.offline} and {@code OPT_OUT_TRACKING} are set, unless they are already.
 * Opening one changes nothing else in the process unless {@link HostProcess#tune} allowed it.
 *
 * <p>A backend is for one thread; several may be open at once, each in a thread of its own.
 */
public final class Backend implements AutoCloseable {

    /** The engine that is used when nothing is said. */
    public static final String DEFAULT_ENGINE = "MXNet";

    private final Engine engine;
    private final Device device;
    private final NDManager manager;
    private final Kernels kernels;
    private final Transfer transfer;

    private Backend(Engine engine, Device device) {
        this.engine = engine;
        this.device = device;
        this.manager = engine.newBaseManager(device);
        this.kernels = Kernels.of(engine.getEngineName());
        kernels.opened();
        this.transfer = new Transfer(kernels);
    }

    /** The version of DJL; loads no engine. */
    public static String djlVersion() {
        return Engine.getDjlVersion();
    }

    /** The default engine on its default device. */
    public static Backend open() {
        return open(null, null);
    }

    /**
     * Opens an engine on a device.
     *
     * @param engineName {@code MXNet} or {@code PyTorch}, in any case; null for the default
     * @param deviceName {@code cpu}, {@code gpu}, {@code gpu:1}, ...; null or {@code auto} for the default
     * @throws IllegalArgumentException if there is no such engine, or the engine sees no such device
     */
    public static Backend open(String engineName, String deviceName) {
        HostProcess.setUnlessSet("ai.djl.offline", "true");
        // Being offline keeps DJL from reporting its use as well, but somebody may switch that off for a download.
        HostProcess.setUnlessSet("OPT_OUT_TRACKING", "true");
        NativesCache.choose();
        HostProcess.beforeEngine();
        Engine engine = engine(setting(engineName, "engine").orElse(DEFAULT_ENGINE));
        return new Backend(engine, device(engine, setting(deviceName, "device").orElse("auto")));
    }

    private static Optional<String> setting(String asked, String key) {
        return Stream.of(
                        Optional.ofNullable(asked),
                        Optional.ofNullable(System.getProperty("drepmrec." + key)),
                        Optional.ofNullable(System.getenv("DREPMREC_" + key.toUpperCase(Locale.ROOT))))
                .flatMap(Optional::stream)
                .filter(s -> !s.isBlank())
                .findFirst();
    }

    private static Engine engine(String name) {
        TreeSet<String> all = new TreeSet<>(Engine.getAllEngines());
        String found = all.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "engine: found \"" + name + "\", expected one of those on the class path: " + all));
        if (found.equals("MXNet")) {
            HostProcess.requireNumber("OMP_NUM_THREADS", System.getenv("OMP_NUM_THREADS"));
        }
        try {
            return Engine.getEngine(found);
        } catch (EngineException | IllegalStateException | LinkageError e) {
            throw NativesCache.notLoaded(found, e);
        }
    }

    private static Device device(Engine engine, String name) {
        int gpus = engine.getGpuCount();
        if (name.equalsIgnoreCase("auto")) {
            return gpus > 0 ? Device.gpu() : Device.cpu();
        }
        if (name.equalsIgnoreCase("cpu")) {
            return Device.cpu();
        }
        if (!name.toLowerCase(Locale.ROOT).matches("gpu(:\\d{1,4})?")) {
            throw new IllegalArgumentException("device: found \"" + name + "\", expected cpu, gpu, gpu:N or auto");
        }
        int index = name.length() > 3 ? Integer.parseInt(name.substring(4)) : 0;
        if (index >= gpus) {
            throw new IllegalArgumentException("device " + name + ": engine " + engine.getEngineName() + " "
                    + engine.getVersion() + " sees " + gpus + " GPUs, expected at least " + (index + 1)
                    + "; put the engine's CUDA natives on the class path (environment/GPU.md) or choose device cpu");
        }
        return Device.gpu(index);
    }

    /** {@code MXNet} or {@code PyTorch}. */
    public String engine() {
        return engine.getEngineName();
    }

    /** Version of the engine's native library. */
    public String engineVersion() {
        return engine.getVersion();
    }

    /** {@code cpu} or {@code gpu:0}, ... */
    public String device() {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }

    /** Whether arrays lie in a GPU's memory. */
    public boolean onGpu() {
        return device.isGpu();
    }

    /** The manager of arrays that live as long as this backend. */
    public NDManager manager() {
        return manager;
    }

    /** What differs between engines. */
    Kernels kernels() {
        return kernels;
    }

    /** Copies to and from Java. */
    Transfer transfer() {
        return transfer;
    }

    /** A tape for one training step: records operators for {@link Tape#backward}. */
    public Tape tape() {
        return new Tape(this, true);
    }

    /** A tape that computes values only. */
    public Tape inference() {
        return new Tape(this, false);
    }

    /** A long-lived float array of a shape on this device, owned by {@code owner}; for a step's use {@link Tape#constant}. */
    public NDArray create(NDManager owner, float[] values, Shape shape) {
        return transfer.toDevice(owner, values, shape);
    }

    /** An index array on this device, owned by {@code owner}. */
    public NDArray indices(NDManager owner, int[] values) {
        return kernels.indices(owner, values);
    }

    /**
     * The product of two dense matrices, each transposed first where asked, by the fastest operator of the engine. The
     * result belongs to the manager of the first.
     */
    public NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
        return kernels.product(a, transposeA, b, transposeB);
    }

    /** The sum of each row of a matrix, n x 1, a few times as fast as DJL's own on MXNet. */
    public NDArray rowSums(NDArray matrix) {
        return kernels().rowSums(matrix);
    }

    /** The sum of a whole matrix, a scalar; as fast. */
    public NDArray total(NDArray matrix) {
        return kernels().total(matrix);
    }

    /** Reads an array back. */
    public float[] toFloats(NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException("array of " + array.getDataType() + ", expected FLOAT32");
        }
        float[] values = new float[Math.toIntExact(array.size())];
        transfer.toHost(array, values);
        return values;
    }

    /** Frees every array of this backend. */
    @Override
    public void close() {
        manager.close();
        transfer.clear();
    }

    @Override
    public String toString() {
        return engine() + " " + engineVersion() + " on " + device();
    }
}
