package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.ConnectOperation.KnownBy;
import connectlocal.connect.wire.ApiModel;
import connectlocal.connect.wire.Input;
import connectlocal.connect.wire.InputReader;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Amazon Connect's API of users and what they refer to, on the wire (REST-JSON): one route table, input by the API
 * model, errors by type.
 */
public final class ConnectApi implements Api {
    private static final int LONGEST_QUOTE = 200;

    private final ApiModel model = ApiModel.load();
    private final InputReader reader = new InputReader(model);
    private final List<ConnectOperation> routes;

    /** The API over this state. */
    public ConnectApi(ConnectState state) {
        Pages pages = new Pages(state.clock());
        Users users = new Users(state, pages);
        UserUpdates updates = new UserUpdates(state);
        UserSearch search = new UserSearch(state, pages);
        Proficiencies skills = new Proficiencies(state, pages);
        Tags tags = new Tags(state);
        Instances instances = new Instances(state, pages);
        InstanceAttributes attributes = new InstanceAttributes(state, pages);
        HoursOfOperations hours = new HoursOfOperations(state, pages);
        Queues queues = new Queues(state, pages);
        RoutingProfiles routing = new RoutingProfiles(state, pages);
        SecurityProfiles security = new SecurityProfiles(state, pages);
        HierarchyGroups hierarchy = new HierarchyGroups(state, pages);
        PredefinedAttributes predefined = new PredefinedAttributes(state, pages);
        // Methods and paths come from the API model; CONNECT.md has them beside each name. An operation's page is
        // https://docs.aws.amazon.com/connect/latest/APIReference/API_<name>.html, and the mark says how its behaviour
        // is known beyond the model.
        routes = List.of(
                // Users: /users/{InstanceId}/{UserId}, /users-summary/{InstanceId}, /search-users
                route("CreateUser", KnownBy.OBSERVED, users::createUser),
                route("DescribeUser", KnownBy.OBSERVED, users::describeUser),
                route("ListUsers", KnownBy.DOCUMENTED, users::listUsers),
                route("SearchUsers", KnownBy.ASSUMED, search::searchUsers),
                route("DeleteUser", KnownBy.DOCUMENTED, users::deleteUser),
                // Settings of a user: POST below /users/{InstanceId}/{UserId}
                route("UpdateUserIdentityInfo", KnownBy.ASSUMED, updates::updateUserIdentityInfo),
                route("UpdateUserPhoneConfig", KnownBy.DOCUMENTED, updates::updateUserPhoneConfig),
                route("UpdateUserConfig", KnownBy.ASSUMED, updates::updateUserConfig),
                route("UpdateUserRoutingProfile", KnownBy.DOCUMENTED, updates::updateUserRoutingProfile),
                route("UpdateUserSecurityProfiles", KnownBy.DOCUMENTED, updates::updateUserSecurityProfiles),
                route("UpdateUserHierarchy", KnownBy.OBSERVED, updates::updateUserHierarchy),
                // Proficiencies of a user
                route("AssociateUserProficiencies", KnownBy.ASSUMED, skills::associateUserProficiencies),
                route("UpdateUserProficiencies", KnownBy.DOCUMENTED, skills::updateUserProficiencies),
                route("DisassociateUserProficiencies", KnownBy.ASSUMED, skills::disassociateUserProficiencies),
                route("ListUserProficiencies", KnownBy.DOCUMENTED, skills::listUserProficiencies),
                // Tags of anything: /tags/{resourceArn}
                route("TagResource", KnownBy.DOCUMENTED, tags::tagResource),
                route("UntagResource", KnownBy.DOCUMENTED, tags::untagResource),
                route("ListTagsForResource", KnownBy.DOCUMENTED, tags::listTagsForResource),
                // Instances: /instance
                route("ListInstances", KnownBy.DOCUMENTED, instances::listInstances),
                route("DescribeInstance", KnownBy.DOCUMENTED, instances::describeInstance),
                route("CreateInstance", KnownBy.ASSUMED, instances::createInstance),
                route("DeleteInstance", KnownBy.ASSUMED, instances::deleteInstance),
                route("ListInstanceAttributes", KnownBy.DOCUMENTED, attributes::listInstanceAttributes),
                route("DescribeInstanceAttribute", KnownBy.DOCUMENTED, attributes::describeInstanceAttribute),
                route("UpdateInstanceAttribute", KnownBy.ASSUMED, attributes::updateInstanceAttribute),
                // Hours of operation and queues
                route("CreateHoursOfOperation", KnownBy.ASSUMED, hours::createHoursOfOperation),
                route("DescribeHoursOfOperation", KnownBy.DOCUMENTED, hours::describeHoursOfOperation),
                route("UpdateHoursOfOperation", KnownBy.ASSUMED, hours::updateHoursOfOperation),
                route("DeleteHoursOfOperation", KnownBy.ASSUMED, hours::deleteHoursOfOperation),
                route("ListHoursOfOperations", KnownBy.DOCUMENTED, hours::listHoursOfOperations),
                route("CreateQueue", KnownBy.ASSUMED, queues::createQueue),
                route("DescribeQueue", KnownBy.DOCUMENTED, queues::describeQueue),
                route("DeleteQueue", KnownBy.DOCUMENTED, queues::deleteQueue),
                route("ListQueues", KnownBy.DOCUMENTED, queues::listQueues),
                route("UpdateQueueHoursOfOperation", KnownBy.DOCUMENTED, queues::updateQueueHoursOfOperation),
                route("UpdateQueueMaxContacts", KnownBy.ASSUMED, queues::updateQueueMaxContacts),
                route("UpdateQueueName", KnownBy.DOCUMENTED, queues::updateQueueName),
                route("UpdateQueueOutboundCallerConfig", KnownBy.ASSUMED, queues::updateQueueOutboundCallerConfig),
                route("UpdateQueueStatus", KnownBy.DOCUMENTED, queues::updateQueueStatus),
                // Routing profiles
                route("CreateRoutingProfile", KnownBy.ASSUMED, routing::createRoutingProfile),
                route("DescribeRoutingProfile", KnownBy.DOCUMENTED, routing::describeRoutingProfile),
                route("DeleteRoutingProfile", KnownBy.DOCUMENTED, routing::deleteRoutingProfile),
                route("ListRoutingProfiles", KnownBy.DOCUMENTED, routing::listRoutingProfiles),
                route("ListRoutingProfileQueues", KnownBy.DOCUMENTED, routing::listRoutingProfileQueues),
                route(
                        "ListRoutingProfileManualAssignmentQueues",
                        KnownBy.DOCUMENTED,
                        routing::listRoutingProfileManualAssignmentQueues),
                route("AssociateRoutingProfileQueues", KnownBy.ASSUMED, routing::associateRoutingProfileQueues),
                route("DisassociateRoutingProfileQueues", KnownBy.ASSUMED, routing::disassociateRoutingProfileQueues),
                route("UpdateRoutingProfileQueues", KnownBy.ASSUMED, routing::updateRoutingProfileQueues),
                route("UpdateRoutingProfileName", KnownBy.DOCUMENTED, routing::updateRoutingProfileName),
                route("UpdateRoutingProfileConcurrency", KnownBy.DOCUMENTED, routing::updateRoutingProfileConcurrency),
                route(
                        "UpdateRoutingProfileDefaultOutboundQueue",
                        KnownBy.DOCUMENTED,
                        routing::updateRoutingProfileDefaultOutboundQueue),
                route(
                        "UpdateRoutingProfileAgentAvailabilityTimer",
                        KnownBy.DOCUMENTED,
                        routing::updateRoutingProfileAgentAvailabilityTimer),
                // Security profiles
                route("CreateSecurityProfile", KnownBy.DOCUMENTED, security::createSecurityProfile),
                route("DescribeSecurityProfile", KnownBy.DOCUMENTED, security::describeSecurityProfile),
                route("UpdateSecurityProfile", KnownBy.ASSUMED, security::updateSecurityProfile),
                route("DeleteSecurityProfile", KnownBy.DOCUMENTED, security::deleteSecurityProfile),
                route("ListSecurityProfiles", KnownBy.DOCUMENTED, security::listSecurityProfiles),
                route("ListSecurityProfilePermissions", KnownBy.DOCUMENTED, security::listSecurityProfilePermissions),
                route("ListSecurityProfileApplications", KnownBy.DOCUMENTED, security::listSecurityProfileApplications),
                // The hierarchy of agents
                route("CreateUserHierarchyGroup", KnownBy.ASSUMED, hierarchy::createUserHierarchyGroup),
                route("DescribeUserHierarchyGroup", KnownBy.DOCUMENTED, hierarchy::describeUserHierarchyGroup),
                route("DeleteUserHierarchyGroup", KnownBy.DOCUMENTED, hierarchy::deleteUserHierarchyGroup),
                route("ListUserHierarchyGroups", KnownBy.DOCUMENTED, hierarchy::listUserHierarchyGroups),
                route("UpdateUserHierarchyGroupName", KnownBy.DOCUMENTED, hierarchy::updateUserHierarchyGroupName),
                route("DescribeUserHierarchyStructure", KnownBy.DOCUMENTED, hierarchy::describeUserHierarchyStructure),
                route("UpdateUserHierarchyStructure", KnownBy.ASSUMED, hierarchy::updateUserHierarchyStructure),
                // Predefined attributes
                route("CreatePredefinedAttribute", KnownBy.DOCUMENTED, predefined::createPredefinedAttribute),
                route("DescribePredefinedAttribute", KnownBy.DOCUMENTED, predefined::describePredefinedAttribute),
                route("UpdatePredefinedAttribute", KnownBy.ASSUMED, predefined::updatePredefinedAttribute),
                route("DeletePredefinedAttribute", KnownBy.DOCUMENTED, predefined::deletePredefinedAttribute),
                route("ListPredefinedAttributes", KnownBy.DOCUMENTED, predefined::listPredefinedAttributes));
    }

    private ConnectOperation route(String name, KnownBy knownBy, Function<Input, Object> action) {
        return new ConnectOperation(model.operation(name), knownBy, reader, action);
    }

    @Override
    public String service() {
        return "connect";
    }

    @Override
    public Operation route(Request request) {
        return routes.stream()
                .filter(route -> route.matches(request))
                .findFirst()
                .orElseThrow(() -> ConnectErrors.unknownOperation(
                        "The emulator's Amazon Connect has no operation " + request.method() + " " + shown(request)));
    }

    @Override
    public Response render(AwsError error) {
        return new Response(
                error.status(),
                Map.of("Content-Type", "application/json", "x-amzn-errortype", error.code()),
                ConnectOperation.bytes(Map.of("Message", error.getMessage())));
    }

    @Override
    public AwsError malformed(String what) {
        return ConnectErrors.invalidRequest(what);
    }

    /** So that plain curl finds the service too. */
    @Override
    public boolean ownsPath(String rawPath) {
        return routes.stream().anyMatch(route -> route.model().path().matches(rawPath));
    }

    /**
     * Calls an operation from within the emulator: the same checks and the same answer as on the wire.
     *
     * @param members the operation's input by the API model's names, wherever they travel
     * @throws AwsError as on the wire
     */
    public JsonNode call(String operation, ObjectNode members) {
        return routes.stream()
                .filter(route -> route.name().equals(operation))
                .findFirst()
                .orElseThrow(() -> ConnectErrors.unknownOperation("There is no operation " + operation))
                .call(members);
    }

    /** Every operation, for those who show or check the table. */
    List<ConnectOperation> routes() {
        return routes;
    }

    private static String shown(Request request) {
        String path = request.rawPath();
        return path.length() > LONGEST_QUOTE ? path.substring(0, LONGEST_QUOTE) + "…" : path;
    }
}
