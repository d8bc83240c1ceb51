"""The documentation site, for Sphinx with MyST and the Read the Docs theme: `environment/setup site` builds it.

Sources are the project's own files where they lie. Notebooks become Markdown on the way; a link to any other file of the project
leads to a page that shows the file, a link to a folder to its README or to a list of what is in it.
"""
import html
import json
import os
import re
from pathlib import Path

from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document
from myst_parser.sphinx_ import Parser as MystParser
from nbconvert import MarkdownExporter
import nbformat
from pygments.lexers import find_lexer_class_for_filename
from sphinx import addnodes

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# What environment/setup has put there: the Javadoc, and MathJax.
PARTS = Path(os.environ["SITE_PARTS"])
API = "api"
SKIPPED = {"build", "target", "__pycache__", ".git", ".ipynb_checkpoints"}

METHOD_PATH = ["00-quickstart", "02-drepmrec-step-by-step", "04-rq2-dual-representations", "07-why-decouple-and-align"]
SHOP_PATH = ["00-quickstart", "09-your-own-data", "11-use-it"]
NAVIGATION = [
    ("Method path", [f"notebooks/{name}" for name in METHOD_PATH]),
    ("Shop path", [f"notebooks/{name}" for name in SHOP_PATH]),
    ("Other notebooks", sorted(f"notebooks/{file.stem}" for file in (ROOT / "notebooks").glob("*.ipynb")
                               if file.stem not in METHOD_PATH + SHOP_PATH)),
    ("For lecturers", ["notebooks/TEACHING"] + sorted(f"notebooks/solutions/{file.stem}"
                                                      for file in (ROOT / "notebooks/solutions").glob("*.ipynb"))),
    ("Guides", ["toolkit/USAGE", "data/README", "toolkit/RESULTS", "toolkit/MODELS", "environment/KERNEL", "environment/GPU",
                "toolkit/BENCHMARKS", "toolkit/RELIABILITY"]),
    ("Development", ["toolkit/ARCHITECTURE", ".github/CONTRIBUTING", "toolkit/CHANGELOG", "toolkit/THIRD-PARTY"]),
]

project = "DRepMRec"
release = re.search("<version>(.*)</version>", (ROOT / "pom.xml").read_text())[1]
html_title = f"{project} {release}"
extensions = ["myst_parser", "sphinx.ext.mathjax", "sphinx.ext.githubpages"]
source_suffix = {".md": "markdown", ".ipynb": "notebook"}
root_doc = "README"
include_patterns = ["README.md"] + [f"{doc}.*" for _, docs in NAVIGATION for doc in docs]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 4
mathjax_path = "tex-svg.js"
pygments_style = "friendly"

html_theme = "sphinx_rtd_theme"
html_theme_options = {"navigation_depth": 2, "prev_next_buttons_location": None}
html_static_path = ["site.css", str(next(PARTS.rglob("tex-svg.js")))]
html_css_files = ["site.css"]
html_extra_path = [str(PARTS)]
exclude_patterns = ["META-INF", "doctrees"]
templates_path = ["templates"]
html_additional_pages = {"index": "start.html"}
html_use_index = False
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False
# Summaries of results would be fetched, which a browser refuses for files.
html_show_search_summary = False

exporter = MarkdownExporter(raw_template=(HERE / "notebook.md.j2").read_text())
shown = set()


class NotebookParser(MystParser):
    supported = ("notebook",)

    def parse(self, text, document):
        markdown, _ = exporter.from_notebook_node(nbformat.reads(text, as_version=4))
        number = Path(self.env.docname).name.partition("-")[0]
        super().parse(re.sub("^# ", f"# {number} ", markdown, count=1, flags=re.MULTILINE), document)


def add_navigation(app, docname, source):
    if docname == root_doc:
        for caption, docs in NAVIGATION:
            source[0] += "\n".join(["", "```{toctree}", ":hidden:", f":caption: {caption}", "", *docs, "```", ""])


def link_files(app, doctree):
    """Links to files and folders that are no documents lead to pages that show them."""
    folder = (ROOT / app.env.docname).parent
    for link in list(doctree.findall(lambda node: isinstance(node, (addnodes.download_reference, addnodes.pending_xref)))):
        file = Path(os.path.normpath(folder / link["reftarget"]))
        if not file.exists() or file.suffix in source_suffix:
            continue
        link.replace_self(nodes.reference("", "", *link.children, internal=True,
                                          refuri=app.builder.get_relative_uri(app.env.docname, page_of(file))))


def page_of(file):
    if (file / "README.md").exists():
        return str((file / "README").relative_to(ROOT))
    shown.add(file)
    return f"source/{file.relative_to(ROOT)}"


def pages_of_files(app):
    """The pages of files and folders, after all documents have named them."""
    for file in sorted(shown):
        path, page = file.relative_to(ROOT), page_of(file)
        if file.is_dir():
            body = "<ul>" + "".join(entry(app, page, each) for each in sorted(file.iterdir()) if each.name not in SKIPPED) + "</ul>"
        else:
            lexer = find_lexer_class_for_filename(file.name)
            code = app.builder.highlighter.highlight_block(file.read_text(), lexer.aliases[0] if lexer else "text")
            body = f'<div class="highlight-source">{code}</div>'
        yield page, {"title": str(path), "body": f"<h1><code>{html.escape(str(path))}</code></h1>{body}"}, "page.html"


def entry(app, page, file):
    doc = str(file.relative_to(ROOT).with_suffix("") if file.suffix in source_suffix else file.relative_to(ROOT) / "README")
    name = html.escape(file.name + "/" * file.is_dir())
    if file in shown or doc in app.env.all_docs:
        name = f'<a href="{app.builder.get_relative_uri(page, doc if doc in app.env.all_docs else page_of(file))}">{name}</a>'
    return f"<li>{name}</li>"


def index_api(app):
    """The search finds the types of the Javadoc by their names and what their pages say."""
    types = json.loads(re.search(r"\[.*\]", (PARTS / API / "type-search-index.js").read_text())[0])
    for each in types:
        if "p" not in each:
            continue
        doc = "/".join([API, each["p"].replace(".", "/"), each["l"]])
        page = BeautifulSoup((PARTS / f"{doc}.html").read_text(), "html.parser")
        text = new_document(doc)
        title = f"{each['l']} ({each['p']})"
        text += nodes.section("", nodes.title("", title), nodes.paragraph("", page.main.get_text(" ")))
        app.builder.indexer.feed(doc, f"{doc}.html", title, text)
        app.env.all_docs[doc] = 0
        app.env.titles[doc] = nodes.title("", title)
    return []


def mend_api(app, _):
    """Pages of sources lead back and have titles; what JDK 17 links to without bringing it is mended: an anchor, Debian's fonts."""
    api = Path(app.outdir) / API
    constants, styles = api / "constant-values.html", next(api.rglob("stylesheet.css"))
    constants.write_text(constants.read_text().replace('<h2 title="org.drepmrec">', '<h2 id="org.drepmrec" title="org.drepmrec">'))
    if not any(api.rglob("dejavu.css")):
        styles.write_text(re.sub("@import url.*dejavu.*\n", "", styles.read_text()))
    for file in (api / "src-html").rglob("*.html"):
        page = file.relative_to(api / "src-html")
        up = "../" * len(page.parts)
        text = file.read_text().replace("<title>Source code</title>", f"<title>{page.stem}.java</title>")
        file.write_text(re.sub("<body.*?>", rf"""\g<0><p><a href="{up}../README.html">{project} documentation</a> |
<a href="{up}{page}">Javadoc of {page.stem}</a></p>""", text, count=1))


def setup(app):
    app.add_source_parser(NotebookParser)
    app.connect("source-read", add_navigation)
    # Before Sphinx copies what is linked.
    app.connect("doctree-read", link_files, priority=400)
    app.connect("html-collect-pages", pages_of_files)
    app.connect("html-collect-pages", index_api)
    app.connect("build-finished", mend_api)
