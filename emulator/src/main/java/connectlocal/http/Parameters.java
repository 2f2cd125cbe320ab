package connectlocal.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the request log tells of a request's parameters: the first names, and the values of those that only name
 * something. Everything else may be a secret or somebody's data.
 */
public final class Parameters {
    private static final String HIDDEN = "<redacted>";
    private static final int LONGEST = 300;
    private static final int MOST = 50;

    /** Parameters whose values are ids, ARNs, names of kinds and sizes of pages. */
    private static final Set<String> SHOWN = Set.of(
            "InstanceId",
            "UserId",
            "RoutingProfileId",
            "SecurityProfileIds",
            "HierarchyGroupId",
            "MaxResults",
            "maxResults",
            "resourceArn",
            "tagKeys",
            "TypeName",
            "Identifier",
            "RequestToken",
            "StackName",
            "ChangeSetName",
            "Action",
            "Version",
            "FunctionName");

    private final Map<String, Object> shown = new TreeMap<>();
    private int itemsLeft = MOST;

    /** Those of a request's query and of the top level of its JSON body. */
    public static Map<String, Object> of(Request request) {
        return of(request, Map.of());
    }

    /** The same and those of its path. */
    public static Map<String, Object> of(Request request, Map<String, String> path) {
        var parameters = new Parameters();
        path.forEach(parameters::add);
        request.query()
                .forEach((name, values) ->
                        parameters.add(name, SHOWN.contains(name) ? parameters.items(values) : HIDDEN));
        if (request.body().length > 0) {
            parameters.addBody(request.body());
        }
        return parameters.shown;
    }

    /** Those of its path alone, which only name something, where its body is somebody's file. */
    public static Map<String, Object> ofPath(Map<String, String> path) {
        var parameters = new Parameters();
        path.forEach((name, value) -> parameters.shown.put(name, clipped(value)));
        return parameters.shown;
    }

    private void addBody(byte[] body) {
        try (JsonParser json = Json.MAPPER.getFactory().createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            for (String name = json.nextFieldName(); name != null && shown.size() < MOST; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (SHOWN.contains(name) && value == JsonToken.START_ARRAY) {
                    add(name, items(json));
                } else {
                    add(name, value.isScalarValue() ? json.getText() : HIDDEN);
                    json.skipChildren();
                }
            }
        } catch (IOException notJson) {
            // The service says what is wrong with it.
        }
    }

    /**
     * An entry is kept for long, and a list may have millions of items: the first are kept, as many as all lists of the
     * entry have room for, and how many more.
     */
    private List<String> items(JsonParser json) throws IOException {
        var first = new ArrayList<String>();
        int more = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (itemsLeft > 0) {
                itemsLeft--;
                first.add(json.currentToken().isScalarValue() ? clipped(json.getText()) : HIDDEN);
            } else {
                more++;
            }
            json.skipChildren();
        }
        return told(first, more);
    }

    private List<String> items(List<String> all) {
        var first = new ArrayList<String>();
        all.stream().limit(itemsLeft).map(Parameters::clipped).forEach(first::add);
        itemsLeft -= first.size();
        return told(first, all.size() - first.size());
    }

    private static List<String> told(List<String> first, int more) {
        if (more > 0) {
            first.add("… and " + more + " more");
        }
        return List.copyOf(first);
    }

    private void add(String name, Object value) {
        if (shown.size() < MOST) {
            Object told = value instanceof List<?> ? value : clipped(value.toString());
            shown.put(clipped(name), SHOWN.contains(name) ? told : HIDDEN);
        }
    }

    /** As much of a text as an entry keeps; null stays null. */
    static String clipped(String text) {
        return text != null && text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
