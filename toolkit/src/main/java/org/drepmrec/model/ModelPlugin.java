package org.drepmrec.model;

/**
 * Something that can be built into any model type, such as Behavior-Modal Alignment. {@code NAME + plug-in} is the name of the
 * result, everywhere. Found by {@link java.util.ServiceLoader}.
 */
public interface ModelPlugin {

    /** What stands between the name of a type and that of a plug-in. */
    String SIGN = " + ";

    /** Its name, such as {@code BMA}. */
    String name();

    /** A type with the plug-in in it. */
    ModelType into(ModelType type);
}
