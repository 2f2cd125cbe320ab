package connectlocal.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state view of the console and of tests: everything at once, which no operation of Amazon Connect shows. */
public final class StateView {
    private StateView() {}

    /**
     * What there is, to be shown as JSON: instances with their users and everything else. Of a password it says only
     * whether there is one.
     */
    public static ObjectNode of(ConnectState state) {
        List<Object> shown = new ArrayList<>();
        for (Instance instance : state.instances()) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("Id", instance.id());
            view.put("Arn", state.arns().instance(instance.id()));
            view.put("Alias", instance.alias());
            view.put("IdentityManagementType", instance.type());
            view.put("HoursOfOperations", items(instance, Arns.Kind.HOURS_OF_OPERATION));
            view.put("Queues", items(instance, Arns.Kind.QUEUE));
            view.put("RoutingProfiles", items(instance, Arns.Kind.ROUTING_PROFILE));
            view.put("SecurityProfiles", items(instance, Arns.Kind.SECURITY_PROFILE));
            view.put("HierarchyGroups", items(instance, Arns.Kind.HIERARCHY_GROUP));
            view.put("PredefinedAttributes", instance.predefinedAttributes());
            view.put("Tags", instance.tags());
            UserView users = new UserView(state, instance);
            view.put(
                    "Users",
                    instance.users().inOrder().values().stream()
                            .map(users::state)
                            .toList());
            shown.add(view);
        }
        return Json.MAPPER.valueToTree(Map.of("Instances", shown));
    }

    private static Object items(Instance instance, Arns.Kind kind) {
        return instance.shelf(kind).all().values();
    }
}
