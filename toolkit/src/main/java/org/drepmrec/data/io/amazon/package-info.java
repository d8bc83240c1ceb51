/**
 * Raw Amazon data (J. McAuley's files: reviews or ratings, metadata, binary visual features) to the field's layout.
 */
package org.drepmrec.data.io.amazon;
