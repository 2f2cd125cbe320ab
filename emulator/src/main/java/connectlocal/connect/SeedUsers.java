package connectlocal.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.Seed.UserSeed;
import connectlocal.connect.wire.ApiModel;
import connectlocal.connect.wire.Input;
import connectlocal.connect.wire.InputReader;
import connectlocal.connect.wire.Json;
import connectlocal.connect.wire.Shape;
import connectlocal.http.AwsError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads the users of a seed: the members of CreateUser as the API model has them, plus id and UserProficiencies. */
final class SeedUsers {
    private static final String INSTANCE_ID = "InstanceId";
    private static final String PROFICIENCIES = "UserProficiencies";

    private final ApiModel model = ApiModel.load();
    private final InputReader reader = new InputReader(model);

    private SeedUsers() {}

    static List<UserSeed> read(String instanceId, List<YamlValue> users) {
        if (users.isEmpty()) {
            return List.of();
        }
        SeedUsers seedUsers = new SeedUsers();
        Set<String> ids = new HashSet<>();
        return users.stream().map(user -> seedUsers.read(instanceId, user, ids)).toList();
    }

    private UserSeed read(String instanceId, YamlValue user, Set<String> ids) {
        Shape shape = model.shape(model.operation("CreateUser").input());
        List<String> known = new ArrayList<>(List.of("id", PROFICIENCIES));
        known.addAll(shape.members().keySet());
        known.remove(INSTANCE_ID);
        Map<String, YamlValue> members = user.members(known);
        String id = members.containsKey("id")
                ? SeedMembers.id(user, members, ids)
                : UUID.randomUUID().toString();

        ObjectNode create = Json.MAPPER.createObjectNode().put(INSTANCE_ID, instanceId);
        ObjectNode associate =
                Json.MAPPER.createObjectNode().put(INSTANCE_ID, instanceId).put("UserId", id);
        Shape associateShape =
                model.shape(model.operation("AssociateUserProficiencies").input());
        members.forEach((name, value) -> {
            if (name.equals(PROFICIENCIES)) {
                checkKnown(model.shape(associateShape.members().get(name).shape()), value);
                associate.set(name, value.json());
            } else if (!name.equals("id")) {
                checkKnown(model.shape(shape.members().get(name).shape()), value);
                create.set(name, value.json());
            }
        });
        return new UserSeed(
                user.where(),
                id,
                input(user, "CreateUser", create),
                associate.has(PROFICIENCIES)
                        ? input(user, "AssociateUserProficiencies", associate).listOf(PROFICIENCIES, Proficiency.class)
                        : null);
    }

    /** The API drops members that it does not know; in a file they are slips of the pen. */
    private void checkKnown(Shape shape, YamlValue value) {
        if (shape.type().equals("structure")) {
            value.members(shape.members().keySet())
                    .forEach((name, member) ->
                            checkKnown(model.shape(shape.members().get(name).shape()), member));
        } else if (shape.type().equals("list")) {
            value.items().forEach(item -> checkKnown(model.shape(shape.element()), item));
        }
    }

    private Input input(YamlValue user, String operation, ObjectNode members) {
        try {
            return reader.read(model.operation(operation), members);
        } catch (AwsError refusal) {
            throw user.refused(refusal.getMessage());
        }
    }
}
