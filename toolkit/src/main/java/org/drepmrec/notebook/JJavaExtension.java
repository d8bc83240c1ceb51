package org.drepmrec.notebook;

import java.awt.image.RenderedImage;
import java.util.UUID;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.drepmrec.engine.HostProcess;

/** Rich display on JJava, which finds this class by itself once the toolkit is on {@code JJAVA_CLASSPATH}. */
public final class JJavaExtension implements Extension {

    /** For the service loader. */
    public JJavaExtension() {}

    /** Registers the renderers, makes the kernel's page {@link Page#current() current}, and {@linkplain HostProcess#quietLogs quiets logs}. */
    @Override
    public void install(BaseKernel kernel) {
        HostProcess.quietLogs();
        register(kernel.getRenderer());
        Page.set(new KernelPage(kernel));
    }

    /** Makes values that have a {@linkplain Rich rich form} show it, their text beside it. */
    static void register(Renderer renderer) {
        renderer.createRegistration(Object.class).preferring(MIMEType.TEXT_HTML).register(JJavaExtension::render);
        // The kernel draws pictures itself, and would put a hash code beside them.
        renderer.createRegistration(RenderedImage.class)
                .preferring(MIMEType.TEXT_PLAIN)
                .register(JJavaExtension::render);
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
