package org.drepmrec.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What users and items are called where the data came from, and the way back to their numbers. Immutable. */
public final class OwnIds {

    private final List<String> users;
    private final List<String> items;
    private final Map<String, Integer> userNumbers;
    private final Map<String, Integer> itemNumbers;

    /**
     * Takes the ids in the order of the numbers.
     *
     * @param users the id of user 0 to M-1
     * @param items the id of item 0 to N-1
     * @throws IllegalArgumentException if two users or two items share an id
     */
    public OwnIds(List<String> users, List<String> items) {
        this.users = List.copyOf(users);
        this.items = List.copyOf(items);
        this.userNumbers = numbers("user", users);
        this.itemNumbers = numbers("item", items);
    }

    private static Map<String, Integer> numbers(String kind, List<String> ids) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String id : ids) {
            if (numbers.put(id, numbers.size()) != null) {
                throw new IllegalArgumentException(
                        kind + " \"" + id + "\": found twice, expected an id of its own for each " + kind);
            }
        }
        return numbers;
    }

    /** The id of each user, in the order of their numbers. */
    public List<String> users() {
        return users;
    }

    /** The id of each item, in the order of their numbers. */
    public List<String> items() {
        return items;
    }

    /**
     * The number of a user.
     *
     * @throws IllegalArgumentException if there is no such user
     */
    public int user(String id) {
        return number("user", id, users, userNumbers);
    }

    /**
     * The number of an item.
     *
     * @throws IllegalArgumentException if there is no such item
     */
    public int item(String id) {
        return number("item", id, items, itemNumbers);
    }

    private static int number(String kind, String id, List<String> ids, Map<String, Integer> numbers) {
        Integer number = numbers.get(id);
        if (number == null) {
            throw new IllegalArgumentException(kind + " \"" + id + "\" is unknown, expected one of the " + ids.size()
                    + " " + kind + "s of the data, such as \"" + ids.get(0) + "\"; check its id");
        }
        return number;
    }

    @Override
    public String toString() {
        return "OwnIds[" + users.size() + " users, " + items.size() + " items]";
    }
}
