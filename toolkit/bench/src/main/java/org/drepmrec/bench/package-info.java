/** Speed and memory on generated data of a stated size, beside the machine's own limits and a reference program. */
package org.drepmrec.bench;
