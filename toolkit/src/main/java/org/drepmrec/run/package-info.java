/**
 * From names and settings to trained models: specifications, a runner that performs each run once, a store, probes,
 * search.
 */
package org.drepmrec.run;
