package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsQuery;

/** Values as the Query protocol writes them: members of objects by their names, those of lists as {@code member}. */
final class Xml {
    private Xml() {}

    static String of(JsonNode node) {
        var xml = new StringBuilder();
        node.properties().forEach(entry -> append(xml, entry.getKey(), entry.getValue()));
        return xml.toString();
    }

    private static void append(StringBuilder xml, String name, JsonNode value) {
        if (value.isObject()) {
            xml.append('<')
                    .append(name)
                    .append('>')
                    .append(of(value))
                    .append("</")
                    .append(name)
                    .append('>');
        } else if (value.isArray() && name.equals("entry")) {
            value.forEach(item -> append(xml, name, item)); // of a map
        } else if (value.isArray()) {
            xml.append('<').append(name).append('>');
            value.forEach(item -> append(xml, "member", item));
            xml.append("</").append(name).append('>');
        } else if (!value.isNull()) {
            xml.append(AwsQuery.element(name, value.asText()));
        }
    }
}
