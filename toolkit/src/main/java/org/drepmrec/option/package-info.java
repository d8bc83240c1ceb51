/** Typed options with their defaults and sources, shared by graphs, models, training and the command line. */
package org.drepmrec.option;
