package org.drepmrec.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A DJL engine on a device: everything that creates an array goes through it, so that all arrays lie on that device.
 *
 * <p>The engine is, in this order: the one asked for, the system property {@code drepmrec.engine}, the environment
 * variable {@code DREPMREC_ENGINE}, MXNet; where its native library is not there or cannot be loaded, PyTorch, with a warning.
 * The device likewise ({@code drepmrec.device}, {@code DREPMREC_DEVICE}), and
 * otherwise the first GPU that the engine sees, else the CPU. Nothing is downloaded or
 * reported: the system properties {@code ai.djl.offline} and {@code OPT_OUT_TRACKING} are set, unless they are already.
 * Opening one changes nothing else in the process unless {@link HostProcess#tune} allowed it.
 *
 * <p>A backend is for one thread; several may be open at once, each in a thread of its own.
 */
public final class Backend implements AutoCloseable {

    /** The engine that is used when nothing is said, where it is available. */
    public static final String DEFAULT_ENGINE = "MXNet";

    /** The device that is a CPU on which steps are taken as on a GPU, for checks of that path; slower than {@code cpu}. */
    public static final String AS_GPU = "cpu:as-gpu";

    private final Engine engine;
    private final Device device;
    private final NDManager manager;
    private final boolean staysOnDevice;
    private final Kernels kernels;
    private final Scalars scalars;
    private final Transfer transfer;

    private Backend(Engine engine, Device device, boolean staysOnDevice) {
        this.engine = engine;
        this.device = device;
        this.staysOnDevice = staysOnDevice;
        this.manager = engine.newBaseManager(device);
        this.kernels = Kernels.of(engine.getEngineName(), staysOnDevice);
        this.scalars = kernels.scalars(engine, device);
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
     * @param deviceName {@code cpu}, {@code gpu}, {@code gpu:1}, ..., {@value #AS_GPU}; null or {@code auto} for the default
     * @throws IllegalArgumentException if there is no such engine, or it is not available on this platform, or it sees no such
     *     device
     */
    public static Backend open(String engineName, String deviceName) {
        HostProcess.setUnlessSet("ai.djl.offline", "true");
        // Being offline keeps DJL from reporting its use as well, but somebody may switch that off for a download.
        HostProcess.setUnlessSet("OPT_OUT_TRACKING", "true");
        NativesCache.choose();
        HostProcess.beforeEngine();
        Engine engine = setting(engineName, "engine").map(Engines::named).orElseGet(Engines::byDefault);
        String name = setting(deviceName, "device").orElse("auto");
        boolean asGpu = name.equalsIgnoreCase(AS_GPU);
        Device device = device(engine, asGpu ? "cpu" : name);
        return new Backend(engine, device, asGpu || device.isGpu());
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
                    + CudaNatives.why(engine.getEngineName()) + " (environment/GPU.md) or choose device cpu");
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

    /** {@code cpu}, {@code gpu:0}, ..., or {@value #AS_GPU}. */
    public String device() {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : staysOnDevice ? AS_GPU : "cpu";
    }

    /**
     * Whether a step stays on the device, as on every GPU: Java never reads or writes the memory of its arrays, sparse products
     * and rows are the engine's operators, and what a batch needs is copied ahead.
     */
    public boolean staysOnDevice() {
        return staysOnDevice;
    }

    /** Operators of an array and a number. */
    public Scalars scalars() {
        return scalars;
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
        scalars.close();
        transfer.clear();
    }

    @Override
    public String toString() {
        return engine() + " " + engineVersion() + " on " + device();
    }
}
