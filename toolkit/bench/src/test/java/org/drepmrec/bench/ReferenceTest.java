package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.data.MultimodalDataset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    @Test
    void readsGraphsEpochsAndEvaluations() {
        Reference.Figures figures = Reference.parse(List.of(
                "a warning",
                "graphs 23.5",
                "0 8.40s eval 1.90s [ 3.2  0.6] 0.0059 {'R@10': 0.0037}",
                "1 8.10s eval 1.80s [ 3.1  0.6] 0.0061 {'R@10': 0.0038}",
                "BEST 1 0.0061"));
        assertEquals(23.5, figures.graphs());
        assertArrayEquals(new double[] {8.40, 8.10}, figures.epochs());
        assertArrayEquals(new double[] {1.90, 1.80}, figures.evaluations());
    }

    @Test
    void aReferenceIsToldOfAGpuOnly() {
        assertEquals("cuda:1", Reference.torchDevice("gpu:1").orElseThrow());
        assertTrue(Reference.torchDevice("cpu").isEmpty());
        assertTrue(Reference.torchDevice("cpu:as-gpu").isEmpty());
    }

    /** The program of this package, on a Python with torch if there is one. */
    private static Reference own(String device) {
        try {
            return new Reference(null, null, 1, device);
        } catch (IllegalArgumentException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    @Test
    void aReferenceWithoutAFastBlasIsRefused() {
        Reference.requireFast("python3", 20, 99);
        String message = assertThrows(IllegalArgumentException.class, () -> Reference.requireFast("python3", 2, 99))
                .getMessage();
        assertTrue(message.contains("python3 multiplies at 2.0 GFLOP/s") && message.contains("--python"), message);
    }

    @Test
    void itsProductIsMeasured() {
        assertTrue(own("cpu").product() > 0);
    }

    @Test
    void itsOwnProgramTrainsBothModels() {
        MultimodalDataset shop = GeneratedShop.of(new ShopSize("small", 60, 40, 300, 70, 8, 4), 1);
        Reference program = own("cpu:as-gpu");
        Reference.Figures steps = program.steps(shop, 2);
        assertEquals(2, steps.epochs().length);
        assertTrue(steps.graphs() > 0 && steps.epochs()[0] > 0 && steps.evaluations()[0] > 0);
        assertEquals(1, program.lightGcn(shop, 1).epochs().length);
    }

    @Test
    void itsOwnProgramRefusesAGpuThatIsNotThere() {
        Reference program = own("gpu:63");
        MultimodalDataset shop = GeneratedShop.of(new ShopSize("small", 60, 40, 300, 70, 8, 4), 1);
        String message = assertThrows(IllegalArgumentException.class, () -> program.steps(shop, 1))
                .getMessage();
        assertTrue(message.contains("device cuda:63: PyTorch ") && message.contains("--python"), message);
    }

    /** PyTorch without CUDA knows the names of devices, but cannot wait for one. */
    @Test
    void itsOwnProgramWaitsForAGpuBeforeItReadsTheClock() throws IOException, InterruptedException, URISyntaxException {
        String check =
                "import runpy, sys, torch; waited = []; torch.cuda.synchronize = lambda d: waited.append(str(d));"
                        + " now = runpy.run_path(sys.argv[1])['now'];"
                        + " print(now(torch.device('cuda:1')) > 0, now(torch.device('cpu')) > 0, waited)";
        Path program = Path.of(Reference.class.getResource("reference.py").toURI());
        Process process = new ProcessBuilder(own("cpu").python(), "-B", "-c", check, program.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        assertEquals("True True ['cuda:1']", out.strip());
    }

    @Test
    void saysWhatAProgramPrintedThatIsNoReference() {
        List<String> output = List.of("hello");
        String message = assertThrows(IllegalArgumentException.class, () -> Reference.parse(output))
                .getMessage();
        assertTrue(message.contains("hello") && message.contains("expected one per epoch"), message);
    }
}
