package org.drepmrec.data.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.data.MultimodalDataset;

/**
 * A layout of files that data sets are read from. A jar that brings one names it in
 * {@code META-INF/services/org.drepmrec.data.io.DatasetReader}; with the jar on the class path {@link Datasets#load} and the
 * command line find its data sets.
 */
public interface DatasetReader {

    /** The files by which a data set is known, for messages, such as {@code NAME.inter}. */
    String files();

    /**
     * The names of the data sets of this layout in a folder, none for a folder of another layout.
     *
     * @param folder that exists
     * @throws IOException if the folder cannot be listed
     */
    List<String> names(Path folder) throws IOException;

    /**
     * Reads one of them.
     *
     * @throws org.drepmrec.io.DataException saying what is wrong with which file
     */
    MultimodalDataset read(String name, Path folder);
}
