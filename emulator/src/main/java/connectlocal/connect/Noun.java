package connectlocal.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What the operations of one kind of thing in an instance have in common. */
final class Noun {
    private static final int DEFAULT_PAGE = 100;

    private final ConnectState state;
    private final Pages pages;
    private final Arns.Kind kind;
    private final String idMember;

    /** @param idMember what the API calls the id of such a thing in its inputs */
    Noun(ConnectState state, Pages pages, Arns.Kind kind, String idMember) {
        this.state = state;
        this.pages = pages;
        this.kind = kind;
        this.idMember = idMember;
    }

    Instance instance(Input in) {
        return state.instance(in.text("InstanceId"));
    }

    Item item(Instance instance, Input in) {
        return instance.shelf(kind).get(state.existing(kind, instance, in.text(idMember)));
    }

    String arn(Instance instance, String id) {
        return state.arns().of(kind, instance.id(), id);
    }

    /** The id of something else in the instance, which must exist; null stays null. */
    String existing(Arns.Kind other, Instance instance, String reference) {
        return reference == null ? null : state.existing(other, instance, reference);
    }

    /** Stores a new thing with its tags. */
    Item add(Instance instance, Input in, String name, ObjectNode details) {
        return add(instance, in, name, details, item -> List.of());
    }

    /**
     * The same with what else comes with it. All of it is one record, for a thing must not be there without the rest,
     * whenever the emulator ends.
     */
    Item add(
            Instance instance,
            Input in,
            String name,
            ObjectNode details,
            Function<Item, List<RecordedMap.Along>> along) {
        String id = UUID.randomUUID().toString();
        instance.catalog().newcomers().made(id);
        return instance.shelf(kind).add(id, name, details, item -> {
            var all = new ArrayList<>(along.apply(item));
            if (in.has("Tags")) {
                Map<String, String> tags = new TreeMap<>(in.map("Tags"));
                all.add(instance.tags().putting(Map.of(arn(instance, item.id()), tags)));
            }
            return all;
        });
    }

    /** Changes the thing that is meant while nothing else in the instance changes. */
    Object change(Input in, UnaryOperator<Item> change) {
        Instance instance = instance(in);
        synchronized (instance.catalog()) {
            instance.shelf(kind).change(item(instance, in).id(), change);
        }
        return null;
    }

    /** Deletes the thing that is meant unless something refers to it. */
    Object delete(Input in, List<Reference> references) {
        Instance instance = instance(in);
        synchronized (instance.catalog()) {
            String id = item(instance, in).id();
            for (Reference reference : references) {
                if (reference.exists(instance, id)) {
                    throw ConnectErrors.inUse("The " + kind.inWords + " " + id + " is in use by " + reference.by()
                            + "; change that first");
                }
            }
            instance.shelf(kind).remove(id, List.of(instance.tags().removing(arn(instance, id))));
        }
        return null;
    }

    /** Something that may refer to a thing, in words, and whether it does. */
    record Reference(String by, BiPredicate<Instance, String> test) {
        boolean exists(Instance instance, String id) {
            return test.test(instance, id);
        }

        /** Users whose settings say so. */
        static Reference ofUsers(BiPredicate<Settings, String> test) {
            return new Reference("a user", (instance, id) -> instance.users().inOrder().values().stream()
                    .anyMatch(user -> test.test(user.settings(), id)));
        }

        /** Things of another kind that say so. */
        static Reference of(Arns.Kind by, BiPredicate<Item, String> test) {
            return new Reference("a " + by.inWords, (instance, id) -> instance.shelf(by).all().values().stream()
                    .anyMatch(item -> test.test(item, id)));
        }
    }

    /** The answer of a creation: id and ARN by the names that the operation gives them. */
    Object created(Instance instance, Item item, String idName, String arnName) {
        return Map.of(idName, item.id(), arnName, arn(instance, item.id()));
    }

    /** A page of summaries. */
    Object list(Input in, String operation, String listName, Predicate<Item> wanted, Shown shown) {
        Instance instance = instance(in);
        return Listing.answer(
                pages,
                operation + " " + instance.id(),
                in,
                DEFAULT_PAGE,
                instance.shelf(kind).inOrder(),
                wanted,
                listName,
                item -> shown.of(instance, item));
    }

    /**
     * A page of a list that one thing holds.
     *
     * @param key what tells its parts from each other
     */
    <T> Map<String, Object> listOf(Input in, String operation, String listName, List<T> all, Function<T, String> key) {
        Instance instance = instance(in);
        Item item = item(instance, in);
        String query = operation + " " + instance.id() + " " + item.id();
        NavigableMap<String, T> byKey = Listing.byKey(all, key);
        return modified(Listing.answer(pages, query, in, DEFAULT_PAGE, byKey, one -> true, listName, one -> one), item);
    }

    /** How one thing is shown. */
    interface Shown {
        Map<String, Object> of(Instance instance, Item item);
    }

    /** Id, ARN, name and last change, as lists show nearly everything. */
    Map<String, Object> summary(Instance instance, Item item) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Id", item.id());
        shown.put("Arn", arn(instance, item.id()));
        shown.put("Name", item.name());
        return modified(shown, item);
    }

    Map<String, Object> modified(Map<String, Object> shown, Item item) {
        shown.put("LastModifiedTime", item.modified());
        shown.put("LastModifiedRegion", state.region());
        return shown;
    }

    Map<String, String> tags(Instance instance, Item item) {
        return instance.tags().getOrDefault(arn(instance, item.id()), Map.of());
    }

    /** Those of these members that the input has. */
    static ObjectNode given(Input in, String... members) {
        ObjectNode given = Defaults.object();
        for (String member : members) {
            if (in.has(member)) {
                given.set(member, in.json(member));
            }
        }
        return given;
    }

    /** Puts those of these members that a thing has among what is shown. */
    static void copy(Item item, Map<String, Object> shown, String... members) {
        for (String member : members) {
            if (item.details().has(member)) {
                shown.put(member, item.get(member));
            }
        }
    }
}
