/** From names and settings to models that are ready to train, and the experiments of the paper. */
package org.drepmrec.experiment;
