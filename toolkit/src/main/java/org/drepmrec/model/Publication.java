package org.drepmrec.model;

/**
 * Where a model comes from.
 *
 * @param year of its publication
 * @param venue the conference or journal
 * @param idea what is new in it, in a clause that begins in lower case and ends without a full stop
 * @param data the data sets of its published numbers
 */
public record Publication(int year, String venue, String idea, String data) {}
