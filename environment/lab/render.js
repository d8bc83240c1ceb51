// Draws a notebook as JupyterLab 4 and Notebook 7 do, by the packages that both are made of.
import { EditorLanguageRegistry } from "@jupyterlab/codemirror";
import { createMarkdownParser } from "@jupyterlab/markedparser-extension";
import { MathJaxTypesetter } from "@jupyterlab/mathjax-extension";
import { OutputArea, OutputAreaModel } from "@jupyterlab/outputarea";
import { MimeModel, RenderMimeRegistry, standardRendererFactories } from "@jupyterlab/rendermime";
import { Widget } from "@lumino/widgets";

const text = value => (Array.isArray(value) ? value.join("") : value);
// Jupyter's server joins the lines of a file before a client sees them.
const joined = output => ({
  ...output,
  ...(output.text && { text: text(output.text) }),
  ...(output.data && { data: Object.fromEntries(Object.entries(output.data).map(([mime, value]) => [mime, text(value)])) }),
});

// Resolves when everything is drawn. Of an untrusted notebook JupyterLab leaves out scripts and whatever could hold one.
window.drawNotebook = async (notebook, trusted) => {
  const latexTypesetter = new MathJaxTypesetter();
  const rendermime = new RenderMimeRegistry({
    initialFactories: standardRendererFactories,
    latexTypesetter,
    markdownParser: createMarkdownParser(new EditorLanguageRegistry()),
  });
  document.body.replaceChildren();
  const drawn = [];
  for (const cell of notebook.cells) {
    if (cell.cell_type === "markdown") {
      const widget = rendermime.createRenderer("text/markdown");
      Widget.attach(widget, document.body);
      drawn.push(widget.renderModel(new MimeModel({ data: { "text/markdown": text(cell.source) }, trusted: true })));
    } else if (cell.cell_type === "code") {
      const model = new OutputAreaModel({ values: cell.outputs.map(joined), trusted });
      Widget.attach(new OutputArea({ model, rendermime }), document.body);
    }
  }
  await Promise.all(drawn);
};
