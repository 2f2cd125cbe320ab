package connectlocal.connect;

import connectlocal.connect.wire.Input;
import connectlocal.http.Regions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Instances as such: made, read, listed and deleted with everything in them. */
final class Instances {
    private static final int DEFAULT_PAGE = 10;

    private final ConnectState state;
    private final Pages pages;

    Instances(ConnectState state, Pages pages) {
        this.state = state;
        this.pages = pages;
    }

    Object createInstance(Input in) {
        boolean directory = in.text("IdentityManagementType").equals(Instance.EXISTING_DIRECTORY);
        if (directory != in.has("DirectoryId")) {
            throw ConnectErrors.invalidRequest(
                    "DirectoryId must be given with IdentityManagementType EXISTING_DIRECTORY, and with no other");
        }
        if (!directory && !in.has("InstanceAlias")) {
            throw ConnectErrors.invalidRequest("InstanceAlias is required unless there is a directory");
        }
        Instance made = state.register().add(fresh(in), in.text("ClientToken"), instances -> check(in, instances));
        return Map.of("Id", made.id(), "Arn", state.arns().instance(made.id()));
    }

    Object describeInstance(Input in) {
        Instance instance = state.anyInstance(in.text("InstanceId"));
        Map<String, Object> shown = shown(instance);
        shown.put("Tags", instance.tags().getOrDefault(state.arns().instance(instance.id()), Map.of()));
        return Map.of("Instance", shown);
    }

    Object listInstances(Input in) {
        return Listing.answer(
                pages,
                "ListInstances",
                in,
                DEFAULT_PAGE,
                state.register().inOrder(),
                instance -> true,
                "InstanceSummaryList",
                this::shown);
    }

    Object deleteInstance(Input in) {
        state.register().remove(state.anyInstance(in.text("InstanceId")));
        return null;
    }

    private void check(Input in, List<Instance> instances) {
        String alias = in.text("InstanceAlias");
        if (alias != null && instances.stream().anyMatch(i -> alias.equalsIgnoreCase(i.alias()))) {
            throw ConnectErrors.invalidRequest("The InstanceAlias is already that of another instance");
        }
        int most = state.behaviours().number(Switch.INSTANCES_PER_ACCOUNT);
        if (instances.size() >= most) {
            throw ConnectErrors.quotaExceeded("The account has reached its limit of " + most + " instances");
        }
    }

    private Instance fresh(Input in) {
        Instant now = state.clock().instant();
        Instance instance = state.maker()
                .empty(
                        UUID.randomUUID().toString(),
                        in.text("InstanceAlias"),
                        in.text("IdentityManagementType"),
                        in.text("DirectoryId"),
                        null,
                        now.plus(Duration.ofSeconds(state.behaviours().number(Switch.INSTANCE_CREATION_SECONDS))));
        instance.attributes()
                .put(InstanceAttributes.INBOUND, in.json("InboundCallsEnabled").toString());
        instance.attributes()
                .put(
                        InstanceAttributes.OUTBOUND,
                        in.json("OutboundCallsEnabled").toString());
        Defaults.queueAndHours(instance);
        Defaults.profiles(instance);
        if (in.has("Tags")) {
            instance.tags().put(state.arns().instance(instance.id()), new TreeMap<>(in.map("Tags")));
        }
        return instance;
    }

    private Map<String, Object> shown(Instance instance) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Id", instance.id());
        shown.put("Arn", state.arns().instance(instance.id()));
        shown.put("IdentityManagementType", instance.type());
        if (instance.alias() != null) {
            shown.put("InstanceAlias", instance.alias());
            shown.put("InstanceAccessUrl", "https://" + instance.alias() + ".my.connect.aws");
        }
        shown.put("CreatedTime", instance.created());
        shown.put("ServiceRole", serviceRole(instance));
        shown.put("InstanceStatus", state.isActive(instance) ? "ACTIVE" : "CREATION_IN_PROGRESS");
        shown.put("InboundCallsEnabled", isOn(instance, InstanceAttributes.INBOUND));
        shown.put("OutboundCallsEnabled", isOn(instance, InstanceAttributes.OUTBOUND));
        return shown;
    }

    /** The role that the service would act in. */
    private String serviceRole(Instance instance) {
        return "arn:" + Regions.partition(state.region()) + ":iam::" + state.accountId()
                + ":role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_"
                + instance.id().replace("-", "");
    }

    private static boolean isOn(Instance instance, String attribute) {
        return Boolean.parseBoolean(instance.attributes().get(attribute));
    }
}
