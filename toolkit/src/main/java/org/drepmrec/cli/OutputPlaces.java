package org.drepmrec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;
import org.drepmrec.train.TrainedModel;

/**
 * Where a command will write. Places that cannot be written, that hold what would be spoilt, or that would spoil each
 * other are refused before the work.
 */
final class OutputPlaces {

    private final List<Place> places = new ArrayList<>();

    /** A place by the option that names it; whole if nothing else may lie in it. */
    private record Place(String option, Path given, Path real, boolean file, boolean whole, Predicate<String> writes) {

        /** Whether one would be the other, lie in a file or in a folder that is replaced whole, or bear a name that the folder needs. */
        boolean spoils(Place other) {
            if (real.equals(other.real)) {
                return file || other.file || whole || other.whole;
            }
            return other.real.startsWith(real)
                    && (file
                            || whole
                            || writes.test(
                                    real.relativize(other.real).getName(0).toString()));
        }
    }

    /** A file; null is none. */
    OutputPlaces file(String option, Path file) {
        return add(option, file, true, false, name -> false);
    }

    /** A folder in which other things may lie; null is none. */
    OutputPlaces folder(String option, Path folder) {
        return folder(option, folder, name -> false);
    }

    /** The same, with the names of the files that are written into it. */
    OutputPlaces folder(String option, Path folder, Predicate<String> writes) {
        return add(option, folder, false, false, writes);
    }

    /** A folder in which nothing else may lie, since it is replaced whole; null is none. */
    OutputPlaces whole(String option, Path folder) {
        return add(option, folder, false, true, name -> false);
    }

    /**
     * A folder that is new or empty.
     *
     * @throws DataException if it holds anything
     */
    OutputPlaces unused(String option, Path folder) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.findFirst().ifPresent(entry -> {
                    throw DataException.of(
                            option + " " + folder,
                            DataException.quote(entry.getFileName().toString()) + " is there",
                            "a new or empty folder",
                            "choose another name, or remove the folder first");
                });
            } catch (IOException e) {
                throw DataException.unreadable(folder.toString(), e);
            }
        }
        return folder(option, folder);
    }

    private OutputPlaces add(String option, Path given, boolean file, boolean whole, Predicate<String> writes) {
        if (given != null) {
            places.add(new Place(option, given, Places.real(given), file, whole, writes));
        }
        return this;
    }

    /**
     * Checks all of them.
     *
     * @throws DataException naming the first that cannot be, and why
     */
    void check() {
        for (Place place : places) {
            if (place.file) {
                Places.requireFile(place.given);
            } else {
                Places.requireFolder(place.given);
            }
            refuseInsideModel(place);
            for (Place other : places) {
                if (!place.option.equals(other.option) && place.spoils(other)) {
                    throw DataException.of(
                            other.option + " " + other.given,
                            (place.real.equals(other.real) ? "the same place as " : "inside ") + place.option + " "
                                    + place.given,
                            "places that do not spoil each other",
                            "choose another place for one of them");
                }
            }
        }
    }

    /** A saved model is replaced whole, and refused with anything else in it. */
    private static void refuseInsideModel(Place place) {
        for (Path p = place.file || place.whole ? place.real.getParent() : place.real; p != null; p = p.getParent()) {
            if (TrainedModel.isSavedIn(p)) {
                throw DataException.of(
                        place.option + " " + place.given,
                        "inside a saved model, " + p,
                        "a place of its own",
                        "choose another place");
            }
        }
    }
}
