package connectlocal.connect;

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

/** Amazon Connect's user API on the wire (REST-JSON): one route table, input by the API model, errors by type. */
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
        // Methods and paths come from the API model; CONNECT.md has them beside each name. An operation's page is
        // https://docs.aws.amazon.com/connect/latest/APIReference/API_<name>.html, and the mark says how its behaviour
        // is
        // known beyond the model.
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
                // What users belong to and refer to
                route("ListInstances", KnownBy.DOCUMENTED, instances::listInstances),
                route("DescribeInstance", KnownBy.DOCUMENTED, instances::describeInstance),
                route("DescribeRoutingProfile", KnownBy.DOCUMENTED, instances::describeRoutingProfile),
                route("ListSecurityProfiles", KnownBy.DOCUMENTED, instances::listSecurityProfiles),
                route("DescribeUserHierarchyGroup", KnownBy.DOCUMENTED, instances::describeUserHierarchyGroup));
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

    /** So that plain curl finds the service too. */
    @Override
    public boolean ownsPath(String rawPath) {
        return routes.stream().anyMatch(route -> route.model().path().matches(rawPath));
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
