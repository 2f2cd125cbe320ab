package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** AWS::Connect::SecurityProfile. */
final class SecurityProfileType extends ConnectType {
    private static final String ID = "SecurityProfileId";
    private static final String ACCESS_TAGS = "AllowedAccessControlTags";
    private static final List<String> TEXTS = List.of("Description", "AllowedAccessControlHierarchyGroupId");
    private static final List<String> LISTS =
            List.of("Permissions", "TagRestrictedResources", "HierarchyRestrictedResources", "Applications");

    SecurityProfileType(ConnectCalls calls) {
        super(calls, "SecurityProfileArn", "ListSecurityProfiles", "SecurityProfileSummaryList");
    }

    @Override
    String make(ObjectNode desired, Map<String, String> tags) {
        ObjectNode input = Models.object();
        Models.copy(desired, "InstanceArn", input, "InstanceId");
        Models.copy(desired, input, "SecurityProfileName");
        TEXTS.forEach(text -> Models.copy(desired, input, text));
        LISTS.forEach(list -> Models.copy(desired, input, list));
        if (desired.has(ACCESS_TAGS)) {
            input.set(ACCESS_TAGS, Models.map(desired.get(ACCESS_TAGS)));
        }
        Models.putTags(input, tags);
        return call("CreateSecurityProfile", input).get("SecurityProfileArn").asText();
    }

    @Override
    ObjectNode show(String arn) {
        JsonNode profile = call("DescribeSecurityProfile", naming(arn, ID)).get("SecurityProfile");
        ObjectNode model = Models.object().put("InstanceArn", instanceArn(arn));
        Models.copy(profile, model, "SecurityProfileName", "LastModifiedTime", "LastModifiedRegion");
        TEXTS.forEach(text -> Models.copy(profile, model, text));
        Models.copy(profile, model, "TagRestrictedResources", "HierarchyRestrictedResources");
        Models.putList(model, ACCESS_TAGS, profile.path(ACCESS_TAGS));
        part(arn, "Permissions", model);
        part(arn, "Applications", model);
        Models.putList(model, "Tags", profile.path("Tags"));
        return model;
    }

    /** What differs is sent, and what is dropped is sent empty. */
    @Override
    void change(String arn, ObjectNode previous, ObjectNode desired) {
        ObjectNode input = naming(arn, ID);
        for (String text : TEXTS) {
            if (Models.differs(previous, desired, text)) {
                input.put(text, desired.path(text).asText(""));
            }
        }
        for (String list : LISTS) {
            if (Models.differs(previous, desired, list)) {
                input.set(list, desired.has(list) ? desired.get(list) : JsonNodeFactory.instance.arrayNode());
            }
        }
        if (Models.differs(previous, desired, ACCESS_TAGS)) {
            input.set(ACCESS_TAGS, Models.map(desired.path(ACCESS_TAGS)));
        }
        if (input.size() > 2) {
            call("UpdateSecurityProfile", input);
        }
    }

    @Override
    void remove(String arn) {
        call("DeleteSecurityProfile", naming(arn, ID));
    }

    private void part(String arn, String member, ObjectNode model) {
        String operation = "ListSecurityProfile" + member;
        ObjectNode input = naming(arn, ID).put("MaxResults", 1000);
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        call(operation, input).get(member).forEach(all::add);
        if (!all.isEmpty()) {
            model.set(member, all);
        }
    }
}
