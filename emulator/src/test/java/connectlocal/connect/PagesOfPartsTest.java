package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of what has no shelf of its own: whatever goes meanwhile, what stays is listed once. */
class PagesOfPartsTest {
    private final Connect connect = Connect.with();
    private final CatalogCalls catalog = new CatalogCalls(connect);

    /** Lists in pages of two, with the change after the first. */
    private static List<String> walk(
            Function<Object[], JsonNode> list, Function<JsonNode, String> name, Runnable change) {
        JsonNode page = list.apply(new Object[] {"MaxResults", 2});
        List<String> seen = new ArrayList<>();
        page.elements().next().forEach(one -> seen.add(name.apply(one)));
        change.run();
        while (page.has("NextToken")) {
            page = list.apply(new Object[] {
                "MaxResults", 2, "NextToken", page.get("NextToken").asText()
            });
            page.elements().next().forEach(one -> seen.add(name.apply(one)));
        }
        return seen;
    }

    private Function<Object[], JsonNode> listOf(String operation, String idName, String id) {
        return page -> {
            Map<String, Object> input = CatalogCalls.input(page);
            input.put(idName, id);
            return connect.call(operation, input);
        };
    }

    @Test
    @Assumed("ListInstances is in the order of creation, as ListUsers is")
    void listInstances_firstOneGoes_listsAllThatStay() {
        List<String> before = walk(
                page -> connect.call("ListInstances", page),
                one -> one.get("Id").asText(),
                () -> {});
        List<String> seen = walk(
                page -> connect.call("ListInstances", page),
                one -> one.get("Id").asText(),
                () -> connect.call("DeleteInstance", "InstanceId", before.get(0)));
        assertThat(before).hasSize(3);
        assertThat(seen).isEqualTo(before);
    }

    @Test
    @Assumed("queues of a routing profile are listed by queue and channel")
    void listRoutingProfileQueues_firstOnesGo_listsAllThatStay() {
        String hours = catalog.hours("h");
        List<String> queues = IntStream.range(0, 5)
                .mapToObj(i -> catalog.queue("q" + i, hours))
                .toList();
        String profile = catalog.routing("p", queues.get(0));
        List<Map<String, Object>> configs =
                queues.stream().map(queue -> CatalogCalls.config(queue, 1)).toList();
        List<Map<String, Object>> manual = queues.stream()
                .map(queue -> Map.<String, Object>of("QueueReference", Map.of("QueueId", queue, "Channel", "CHAT")))
                .toList();
        catalog.on(
                "AssociateRoutingProfileQueues",
                "RoutingProfileId",
                profile,
                "QueueConfigs",
                configs,
                "ManualAssignmentQueueConfigs",
                manual);
        for (String operation : List.of("ListRoutingProfileQueues", "ListRoutingProfileManualAssignmentQueues")) {
            var list = listOf(operation, "RoutingProfileId", profile);
            Function<JsonNode, String> name = one -> one.get("QueueId").asText();
            List<String> before = walk(list, name, () -> {});
            assertThat(before).containsExactlyInAnyOrderElementsOf(queues);
            boolean routed = operation.equals("ListRoutingProfileQueues");
            Map<String, Object> first = Map.of("QueueId", before.get(0), "Channel", routed ? "VOICE" : "CHAT");
            assertThat(walk(
                            list,
                            name,
                            () -> catalog.on(
                                    "DisassociateRoutingProfileQueues",
                                    "RoutingProfileId",
                                    profile,
                                    routed ? "QueueReferences" : "ManualAssignmentQueueReferences",
                                    List.of(first))))
                    .isEqualTo(before);
        }
    }

    @Test
    @Assumed("permissions and applications of a security profile are listed by name")
    void listSecurityProfileParts_firstOneGoes_listsAllThatStay() {
        List<String> names = List.of("a", "b", "c", "d");
        String profile = catalog.on(
                        "CreateSecurityProfile",
                        "SecurityProfileName",
                        "Lead",
                        "Permissions",
                        names,
                        "Applications",
                        applications(names))
                .get("SecurityProfileId")
                .asText();
        List<String> left = List.of("b", "c", "d");
        assertThat(walk(
                        listOf("ListSecurityProfilePermissions", "SecurityProfileId", profile),
                        JsonNode::asText,
                        () -> catalog.on("UpdateSecurityProfile", "SecurityProfileId", profile, "Permissions", left)))
                .isEqualTo(names);
        assertThat(walk(
                        listOf("ListSecurityProfileApplications", "SecurityProfileId", profile),
                        one -> one.get("Namespace").asText(),
                        () -> catalog.on(
                                "UpdateSecurityProfile",
                                "SecurityProfileId",
                                profile,
                                "Applications",
                                applications(left))))
                .isEqualTo(names);
    }

    @Test
    @Assumed("what is given twice is listed twice")
    void alike_areAllListed() {
        String profile = catalog.on(
                        "CreateSecurityProfile", "SecurityProfileName", "Lead", "Permissions", List.of("a", "a", "b"))
                .get("SecurityProfileId")
                .asText();
        assertThat(walk(
                        listOf("ListSecurityProfilePermissions", "SecurityProfileId", profile),
                        JsonNode::asText,
                        () -> {}))
                .containsExactly("a", "a", "b");
    }

    private static List<Map<String, Object>> applications(List<String> names) {
        return names.stream()
                .map(name -> Map.<String, Object>of("Namespace", name, "ApplicationPermissions", List.of("ACCESS")))
                .toList();
    }
}
