/**
 * Makes the kernel known to Jupyter: {@code java -jar drepmrec-kernel-VERSION.jar install}, on Linux, macOS and Windows.
 *
 * <p>A kernel is a folder in one of Jupyter's folders of kernels. It holds {@code kernel.json}, which names the command that
 * starts the kernel, and copies of the kernel's own jars (1.5 MB), so that the kernel starts wherever the folder lies, and can
 * say so when the toolkit's jars are no longer where they were.
 */
package org.drepmrec.kernel.install;
