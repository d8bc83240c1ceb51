/**
 * Tables and charts of trained models: history, comparison over seeds, projections, neighbours, significance, and how the
 * two representation lines relate.
 */
package org.drepmrec.analysis;
