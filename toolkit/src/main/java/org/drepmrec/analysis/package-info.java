/**
 * Tables and charts of trained models: history, comparison over seeds, projections, neighbors, significance, and how the
 * two representation lines relate.
 */
package org.drepmrec.analysis;
