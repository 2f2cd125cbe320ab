package software.amazon.connect.user.support;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.connect.model.DeleteUserRequest;
import software.amazon.awssdk.services.connect.model.DeleteUserResponse;
import software.amazon.awssdk.services.connect.model.InstanceStatus;
import software.amazon.awssdk.services.connect.model.InstanceSummary;
import software.amazon.awssdk.services.connect.model.ListInstancesRequest;
import software.amazon.awssdk.services.connect.model.ListInstancesResponse;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.awssdk.services.connect.model.ListUsersResponse;
import software.amazon.awssdk.services.connect.model.SearchUsersRequest;
import software.amazon.awssdk.services.connect.model.SearchUsersResponse;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.TagResourceResponse;
import software.amazon.awssdk.services.connect.model.UntagResourceRequest;
import software.amazon.awssdk.services.connect.model.UntagResourceResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserHierarchyRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserHierarchyResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesResponse;
import software.amazon.awssdk.services.connect.model.UserSearchSummary;
import software.amazon.awssdk.services.connect.model.UserSummary;
import software.amazon.connect.user.model.ConnectArn;

/** Amazon Connect's operations on the fake's state, all of them: the one stand-in for the API. */
public class FakeConnectApi extends FakeUserCalls {

    public FakeConnectApi(FakeConnect fake) {
        super(fake);
    }

    @Override
    public UpdateUserRoutingProfileResponse updateUserRoutingProfile(UpdateUserRoutingProfileRequest request) {
        return fake.call(request, () -> {
            References.check("routing profile", request.routingProfileId());
            fake.write(
                    request.instanceId(),
                    request.userId(),
                    stored -> stored.with(user -> user.routingProfileId(request.routingProfileId())));
            return UpdateUserRoutingProfileResponse.builder().build();
        });
    }

    @Override
    public UpdateUserHierarchyResponse updateUserHierarchy(UpdateUserHierarchyRequest request) {
        return fake.call(request, () -> {
            References.check("hierarchy group", request.hierarchyGroupId());
            fake.write(
                    request.instanceId(),
                    request.userId(),
                    stored -> stored.with(user -> user.hierarchyGroupId(request.hierarchyGroupId())));
            return UpdateUserHierarchyResponse.builder().build();
        });
    }

    @Override
    public UpdateUserSecurityProfilesResponse updateUserSecurityProfiles(UpdateUserSecurityProfilesRequest request) {
        return fake.call(request, () -> {
            List<String> ids = request.securityProfileIds();
            References.checkSecurityProfiles(ids);
            fake.write(
                    request.instanceId(),
                    request.userId(),
                    stored -> stored.with(user -> user.securityProfileIds(ids)));
            return UpdateUserSecurityProfilesResponse.builder().build();
        });
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return fake.call(request, () -> {
            References.checkTagKeys(request.tags().keySet());
            changeTags(request.resourceArn(), tags -> tags.putAll(request.tags()));
            return TagResourceResponse.builder().build();
        });
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        return fake.call(request, () -> {
            References.checkTagKeys(request.tagKeys());
            changeTags(request.resourceArn(), tags -> tags.keySet().removeAll(request.tagKeys()));
            return UntagResourceResponse.builder().build();
        });
    }

    private void changeTags(String arn, java.util.function.Consumer<Map<String, String>> change) {
        ConnectArn user = ConnectArn.of(ConnectArn.USER, "resourceArn", arn);
        fake.write(user.instanceId(), user.id(), stored -> {
            Map<String, String> tags = new HashMap<>(stored.user().tags());
            change.accept(tags);
            if (tags.size() > 50) {
                throw Fault.error("InvalidParameterException", 400, "A resource has at most 50 tags");
            }
            return stored.with(builder -> builder.tags(tags));
        });
    }

    @Override
    public DeleteUserResponse deleteUser(DeleteUserRequest request) {
        return fake.call(request, () -> {
            fake.delete(request.instanceId(), request.userId());
            return DeleteUserResponse.builder().build();
        });
    }

    @Override
    public SearchUsersResponse searchUsers(SearchUsersRequest request) {
        return fake.call(request, () -> {
            String name = request.searchCriteria().stringCondition().value();
            instance(request.instanceId());
            // Connect compares without regard to case; the exact name is for the caller to pick.
            List<UserSearchSummary> found = fake.visible(ConnectArn.idOf(request.instanceId())).stream()
                    .filter(stored -> stored.user().username().equalsIgnoreCase(name))
                    .map(stored -> UserSearchSummary.builder()
                            .id(stored.user().id())
                            .arn(stored.user().arn())
                            .username(stored.user().username())
                            .build())
                    .toList();
            var page = fake.page(found, request.nextToken(), 100);
            return SearchUsersResponse.builder()
                    .users(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }

    @Override
    public ListUsersResponse listUsers(ListUsersRequest request) {
        return fake.call(request, () -> {
            instance(request.instanceId());
            if (fake.instanceStatus.getOrDefault(request.instanceId(), InstanceStatus.ACTIVE)
                    != InstanceStatus.ACTIVE) {
                throw Fault.error("InvalidRequestException", 400, "The instance is not active");
            }
            List<UserSummary> all = fake.visible(request.instanceId()).stream()
                    .map(stored -> UserSummary.builder()
                            .id(stored.user().id())
                            .arn(stored.user().arn())
                            .username(stored.user().username())
                            .build())
                    .toList();
            var page = fake.page(all, request.nextToken(), request.maxResults());
            return ListUsersResponse.builder()
                    .userSummaryList(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }

    private void instance(String id) {
        if (!fake.instances.containsKey(ConnectArn.idOf(id))) {
            throw Fault.error("ResourceNotFoundException", 404, "Instance not found");
        }
    }

    @Override
    public ListInstancesResponse listInstances(ListInstancesRequest request) {
        return fake.call(request, () -> {
            List<InstanceSummary> all = fake.instances.entrySet().stream()
                    .map(entry -> InstanceSummary.builder()
                            .id(entry.getKey())
                            .arn(entry.getValue())
                            .instanceStatus(fake.instanceStatus.getOrDefault(entry.getKey(), InstanceStatus.ACTIVE))
                            .build())
                    .toList();
            var page = fake.page(all, request.nextToken(), request.maxResults() == null ? 10 : request.maxResults());
            return ListInstancesResponse.builder()
                    .instanceSummaryList(page.items())
                    .nextToken(page.next())
                    .build();
        });
    }

    /** What exists in every instance of the fake, and what the service refuses whoever asks. */
    public static final class References {
        private References() {}

        static void check(String what, String id) {
            if (id != null && id.startsWith("unknown")) {
                throw Fault.error("ResourceNotFoundException", 404, "There is no " + what + " " + id);
            }
        }

        static void checkSecurityProfiles(List<String> ids) {
            ids.forEach(id -> check("security profile", id));
            if (ids.isEmpty() || ids.size() > 10) {
                throw Fault.error("InvalidParameterException", 400, "SecurityProfileIds must have 1 to 10 items");
            }
        }

        static void checkTagKeys(Iterable<String> keys) {
            for (String key : keys) {
                if (key.toLowerCase(java.util.Locale.ROOT).startsWith("aws:")) {
                    throw Fault.error("InvalidRequestException", 400, "Tag keys that start with aws: are reserved");
                }
            }
        }

        static void checkAttributes(String... names) {
            Arrays.stream(names).forEach(name -> check("predefined attribute", name));
        }
    }
}
