/** Behavior-Modal Alignment: contrastive alignment within and between two representations, and the similarity signal. */
package org.drepmrec.model.align;
