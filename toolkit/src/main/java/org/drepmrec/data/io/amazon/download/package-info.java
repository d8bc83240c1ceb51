/** The raw files of the paper's data sets from the network: addresses, and transfers that go on where they broke off. */
package org.drepmrec.data.io.amazon.download;
