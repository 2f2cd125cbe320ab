package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** AWS::Connect::UserHierarchyGroup. */
final class UserHierarchyGroupType extends ConnectType {
    private static final String ID = "HierarchyGroupId";

    UserHierarchyGroupType(ConnectCalls calls) {
        super(calls, "UserHierarchyGroupArn", "ListUserHierarchyGroups", "UserHierarchyGroupSummaryList");
    }

    @Override
    String make(ObjectNode desired, Map<String, String> tags) {
        ObjectNode input = Models.object();
        Models.copy(desired, "InstanceArn", input, "InstanceId");
        Models.copy(desired, "ParentGroupArn", input, "ParentGroupId");
        Models.copy(desired, input, "Name");
        Models.putTags(input, tags);
        return call("CreateUserHierarchyGroup", input).get("HierarchyGroupArn").asText();
    }

    @Override
    ObjectNode show(String arn) {
        JsonNode group = call("DescribeUserHierarchyGroup", naming(arn, ID)).get("HierarchyGroup");
        ObjectNode model = Models.object().put("InstanceArn", instanceArn(arn));
        Models.copy(group, model, "Name");
        parent(group).ifPresent(parent -> model.put("ParentGroupArn", parent));
        Models.putList(model, "Tags", group.path("Tags"));
        return model;
    }

    @Override
    void change(String arn, ObjectNode previous, ObjectNode desired) {
        if (Models.differs(previous, desired, "Name")) {
            ObjectNode input = naming(arn, ID);
            Models.copy(desired, input, "Name");
            call("UpdateUserHierarchyGroupName", input);
        }
    }

    @Override
    void remove(String arn) {
        call("DeleteUserHierarchyGroup", naming(arn, ID));
    }

    /** The path leads from the group itself upwards. */
    private static Optional<String> parent(JsonNode group) {
        Iterator<JsonNode> path = group.path("HierarchyPath").elements();
        path.next();
        return path.hasNext() ? Optional.of(path.next().get("Arn").asText()) : Optional.empty();
    }
}
