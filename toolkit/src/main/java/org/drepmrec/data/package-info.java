/** Data sets as values: interactions, modalities and their features, splits, provenance. */
package org.drepmrec.data;
