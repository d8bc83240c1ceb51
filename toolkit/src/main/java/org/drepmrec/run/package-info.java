/** From names and settings to trained models: specifications, runs that are done once, a store, probes, search. */
package org.drepmrec.run;
