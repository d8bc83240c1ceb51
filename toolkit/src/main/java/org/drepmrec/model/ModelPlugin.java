package org.drepmrec.model;

/**
 * An extension for any model type, such as Behavior-Modal Alignment. The result is named {@code NAME + plug-in}
 * everywhere. Plug-ins are found by {@link java.util.ServiceLoader}.
 */
public interface ModelPlugin {

    /** Separates the name of a type from that of a plug-in. */
    String SIGN = " + ";

    /** Its name, such as {@code BMA}. */
    String name();

    /** The type extended by the plug-in. */
    ModelType into(ModelType type);
}
