/**
 * An IJava-compatible Jupyter kernel on {@code jupyter-jvm-basekernel} and JShell.
 *
 * <p>The base library gives the message types, the wire format, the renderer and the magics. Threads, output and interrupts
 * are the kernel's own:
 *
 * <ul>
 *   <li>{@link org.drepmrec.kernel.IoPub} is the only thread that writes to the IOPub socket; printed text is gathered
 *       there, so that 20,000 lines are a dozen messages instead of 40,000 in a queue that drops beyond 1,000.
 *   <li>{@link org.drepmrec.kernel.CellRunner} runs cells on a thread of their own, the only one that is ever interrupted:
 *       an interrupt inside a socket call would close the socket.
 *   <li>{@link org.drepmrec.kernel.StopChecks} weaves a check into every loop of a cell, so that a loop that never looks at
 *       its interrupt flag stops too, on any JDK.
 * </ul>
 */
package org.drepmrec.kernel;
