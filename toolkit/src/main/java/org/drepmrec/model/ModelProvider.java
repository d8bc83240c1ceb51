package org.drepmrec.model;

import java.util.List;

/**
 * The model types of a jar. The jar names its provider in {@code META-INF/services/org.drepmrec.model.ModelProvider};
 * once it is on the class path, {@link Models} finds each type by name.
 */
public interface ModelProvider {

    /** The types, in display order. */
    List<ModelType> types();
}
