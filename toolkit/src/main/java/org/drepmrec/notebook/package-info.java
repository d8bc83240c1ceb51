/**
 * Tables, plots and the toolkit's values on a notebook's page, on any kernel.
 *
 * <p>{@link org.drepmrec.notebook.Rich} says how a value looks as HTML and knows no kernel; {@link
 * org.drepmrec.notebook.Page} is the page that a running kernel offers, if there is one; {@link
 * org.drepmrec.notebook.BaseKernelAdapter} ties both to IJava and to the project's own kernel, {@link
 * org.drepmrec.notebook.JJavaExtension} to JJava. Everything else works without this package.
 */
package org.drepmrec.notebook;
