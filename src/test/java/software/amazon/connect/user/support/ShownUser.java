package software.amazon.connect.user.support;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.ResourceModel;

/**
 * A user of the API as a model, member by member under the same name: the second reading of what the API answers, so
 * that a mistake in the provider's own translation does not judge itself. An empty text says nothing; tags are left
 * out.
 */
final class ShownUser {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private static final Map<String, String> PROPERTY_OF_MEMBER = Map.of(
            "Arn", "UserArn",
            "RoutingProfileId", "RoutingProfileArn",
            "HierarchyGroupId", "HierarchyGroupArn",
            "SecurityProfileIds", "SecurityProfileArns");
    private static final Set<String> NO_PROPERTIES = Set.of("Id", "Tags", "LastModifiedTime", "LastModifiedRegion");

    private ShownUser() {}

    /** References to profiles and groups are their ids alone. */
    static ResourceModel model(User user) {
        Map<String, Object> members = new LinkedHashMap<>(members(user));
        members.keySet().removeAll(NO_PROPERTIES);
        PROPERTY_OF_MEMBER.forEach((member, property) -> {
            Object value = members.remove(member);
            if (value != null) {
                members.put(property, value);
            }
        });
        return JSON.convertValue(members, ResourceModel.class);
    }

    private static Map<String, Object> members(SdkPojo object) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : object.sdkFields()) {
            Object value = plain(field.getValueOrDefault(object));
            if (value != null && !value.equals("") && !value.equals(List.of())) {
                members.put(field.memberName(), value);
            }
        }
        return members;
    }

    private static Object plain(Object value) {
        if (value instanceof SdkPojo object) {
            return members(object);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ShownUser::plain).toList();
        }
        return value instanceof java.time.Instant ? null : value;
    }
}
