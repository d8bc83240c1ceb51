package org.drepmrec.model;

import java.util.List;

/**
 * Model types that a jar brings: it names its provider in {@code META-INF/services/org.drepmrec.model.ModelProvider}, and
 * with the jar on the class path each type is known by its name.
 */
public interface ModelProvider {

    /** The types, in the order in which lists show them. */
    List<ModelType> types();
}
