package connectlocal.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Input;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names and values that proficiencies of users may have. The name is the identifier. */
final class PredefinedAttributes {
    private static final String[] MEMBERS = {"Values", "Purposes", "AttributeConfiguration"};
    private static final int DEFAULT_PAGE = 100;

    private final ConnectState state;
    private final Pages pages;

    PredefinedAttributes(ConnectState state, Pages pages) {
        this.state = state;
        this.pages = pages;
    }

    Object createPredefinedAttribute(Input in) {
        checkReadable("Name", in.text("Name"));
        checkValues(in);
        shelf(in).add(in.text("Name"), in.text("Name"), Noun.given(in, MEMBERS));
        return null;
    }

    Object describePredefinedAttribute(Input in) {
        Item item = shelf(in).get(in.text("Name"));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Name", item.name());
        Noun.copy(item, shown, MEMBERS);
        return Map.of("PredefinedAttribute", modified(shown, item));
    }

    /** What is not given stays. */
    Object updatePredefinedAttribute(Input in) {
        checkValues(in);
        Catalog catalog = state.instance(in.text("InstanceId")).catalog();
        synchronized (catalog) {
            catalog.attributes().change(in.text("Name"), item -> {
                Item changed = item;
                ObjectNode given = Noun.given(in, MEMBERS);
                for (var member : given.properties()) {
                    changed = changed.with(member.getKey(), member.getValue());
                }
                return changed;
            });
        }
        return null;
    }

    Object deletePredefinedAttribute(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        String name = in.text("Name");
        synchronized (instance.catalog()) {
            instance.catalog().attributes().get(name);
            boolean used = instance.users().inOrder().values().stream()
                    .flatMap(user -> user.settings().proficiencies().stream())
                    .anyMatch(proficiency -> proficiency.attributeName().equals(name));
            if (used) {
                throw ConnectErrors.inUse(
                        "The predefined attribute " + name + " is in use by proficiencies of users; remove them first");
            }
            instance.catalog().attributes().remove(name, List.of());
        }
        return null;
    }

    Object listPredefinedAttributes(Input in) {
        return Listing.answer(
                pages,
                "ListPredefinedAttributes "
                        + state.instance(in.text("InstanceId")).id(),
                in,
                DEFAULT_PAGE,
                shelf(in).inOrder(),
                item -> true,
                "PredefinedAttributeSummaryList",
                item -> modified(new LinkedHashMap<>(Map.of("Name", item.name())), item));
    }

    private Shelf shelf(Input in) {
        return state.instance(in.text("InstanceId")).catalog().attributes();
    }

    private Map<String, Object> modified(Map<String, Object> shown, Item item) {
        shown.put("LastModifiedTime", item.modified());
        shown.put("LastModifiedRegion", state.region());
        return shown;
    }

    private static void checkReadable(String member, String text) {
        if (!isReadable(text)) {
            throw ConnectErrors.invalidParameter(member + " must not have control characters");
        }
    }

    /** Whether a name can stand in a path again, where control characters are refused, and a value beside it. */
    static boolean isReadable(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }

    private static void checkValues(Input in) {
        if (!in.has("Values")) {
            return;
        }
        Set<String> seen = new HashSet<>();
        in.json("Values").path("StringList").forEach(value -> {
            checkReadable("Values", value.asText());
            if (!seen.add(value.asText())) {
                throw ConnectErrors.invalidParameter("Values must not include '" + value.asText() + "' twice");
            }
        });
    }
}
