/** Behavior graph, relation graphs of items and users by modality, and a cache keyed by content. */
package org.drepmrec.graph;
