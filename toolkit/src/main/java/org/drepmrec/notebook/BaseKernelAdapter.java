package org.drepmrec.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.RenderedImage;
import java.util.UUID;
import org.drepmrec.engine.HostProcess;

/**
 * Rich display on kernels that stand on {@code jupyter-jvm-basekernel}.
 *
 * <p>The project's own kernel attaches by itself; on IJava one line does it, once the toolkit is on the class path:
 *
 * <pre>{@code org.drepmrec.notebook.BaseKernelAdapter.attach(getKernelInstance());}</pre>
 */
public final class BaseKernelAdapter {

    private BaseKernelAdapter() {}

    /** Registers the renderers, makes the kernel's page {@link Page#current() current}, and {@linkplain HostProcess#quietLogs quiets logs}. */
    public static void attach(BaseKernel kernel) {
        HostProcess.quietLogs();
        register(kernel.getRenderer());
        Page.set(new KernelPage(kernel));
    }

    /** Makes values that have a {@linkplain Rich rich form} show it, their text beside it. */
    public static void register(Renderer renderer) {
        renderer.createRegistration(Object.class).preferring(MIMEType.TEXT_HTML).register(BaseKernelAdapter::render);
        // The kernel draws pictures itself, and would put a hash code beside them.
        renderer.createRegistration(RenderedImage.class)
                .preferring(MIMEType.TEXT_PLAIN)
                .register(BaseKernelAdapter::render);
    }

    private static void render(Object value, RenderContext context) {
        if (context.wantsDataRenderedAs(MIMEType.TEXT_HTML)) {
            Rich.html(value).ifPresent(context.getOutputContainer()::putHTML);
        }
        context.getOutputContainer().putText(Rich.text(value));
    }

    private record KernelPage(BaseKernel kernel) implements Page {

        @Override
        public String show(String html, String text) {
            String id = UUID.randomUUID().toString();
            DisplayData data = data(html, text);
            data.setDisplayId(id);
            kernel.display(data);
            return id;
        }

        @Override
        public void update(String id, String html, String text) {
            kernel.getIO().display.updateDisplay(id, data(html, text));
        }

        private static DisplayData data(String html, String text) {
            DisplayData data = new DisplayData(text);
            data.putHTML(html);
            return data;
        }
    }
}
