package software.amazon.connect.user.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Tag;
import software.amazon.connect.user.UserPhoneConfig;

/**
 * The rules of a model that a JSON schema cannot say and that need no question to Connect, checked before the first
 * call so that a mistake leaves nothing behind. Whatever Connect can judge, Connect judges.
 */
public final class ModelRules {
    private final ResourceModel model;
    private final List<String> violations = new ArrayList<>();

    private ModelRules(ResourceModel model) {
        this.model = model;
    }

    /**
     * Checks what a request sets: what it only repeats of the previous model, which may be what a read showed, stays as
     * it is.
     *
     * @param previous null when there is none
     * @throws ConnectFailure InvalidRequest, with every violation and what to do about it
     */
    public static void check(ResourceModel previous, ResourceModel model) {
        List<String> violations = violations(model);
        if (previous != null) {
            violations.removeAll(violations(previous));
        }
        if (hasUnknownMode(model)) {
            violations.add("AfterContactWorkConfigs sets AfterContactWorkMode, which the Amazon Connect API does not"
                    + " take: leave it out and use AfterContactWorkTimeLimit");
        }
        for (ChannelSetting<?, ?> setting : ChannelSettings.ALL) {
            boolean listIsNew =
                    setting.hasChannels(model) && !setting.said(model).equals(setting.said(previous));
            if (listIsNew && setting.membersChange(previous, model)) {
                setting.membersIn(model)
                        .forEach(member -> violations.add("PhoneConfig.%s and %s set the same thing: give one of them"
                                .formatted(member.name(), setting.property())));
            }
        }
        if (!violations.isEmpty()) {
            throw ConnectFailure.invalidRequest(String.join("; ", violations));
        }
    }

    /**
     * Checks that an update asks for nothing new that no call changes: what it only repeats Connect may show otherwise.
     *
     * @param previous null when there is none
     * @throws ConnectFailure NotUpdatable, with the property and both values
     */
    public static void refuseUnchangeable(
            ConnectArn user, ResourceModel previous, ResourceModel desired, LiveUser live) {
        if (desired.getInstanceArn() != null
                && !ConnectArn.idOf(desired.getInstanceArn()).equals(user.instanceId())) {
            throw unchangeable("InstanceArn", user.instanceArn(), desired.getInstanceArn());
        }
        ResourceModel before = previous == null ? live.model() : previous;
        ResourceModel shown = live.model();
        refuseNew("Username", before.getUsername(), desired.getUsername(), shown.getUsername());
        refuseNew(
                "DirectoryUserId",
                before.getDirectoryUserId(),
                desired.getDirectoryUserId(),
                shown.getDirectoryUserId());
    }

    private static void refuseNew(String property, String before, String desired, String shown) {
        if (desired != null && !desired.equals(shown) && !desired.equals(before)) {
            throw unchangeable(property, shown, desired);
        }
    }

    private static ConnectFailure unchangeable(String property, String live, String desired) {
        return ConnectFailure.notUpdatable(("%s cannot be changed from '%s' to '%s': no Amazon Connect API does."
                        + " Put the former value back, or make a new user")
                .formatted(property, live, desired));
    }

    /** Checks that the password is the former one; it is only there to be compared on the first invocation. */
    public static void refuseNewPassword(ResourceModel previous, ResourceModel desired) {
        String before = previous == null ? null : previous.getPassword();
        if (before != null && desired.getPassword() != null && !before.equals(desired.getPassword())) {
            throw ConnectFailure.notUpdatable(
                    "Password cannot be changed: no Amazon Connect API sets the password of an existing user."
                            + " Put the former value back into the template and have the user reset the password,"
                            + " or replace the user");
        }
    }

    private static List<String> violations(ResourceModel model) {
        ModelRules rules = new ModelRules(model);
        rules.oneInstance();
        rules.oneEntryPerKey();
        rules.deskPhonesHaveNumbers();
        return rules.violations;
    }

    private void oneInstance() {
        if (model.getInstanceArn() == null) {
            violations.add("InstanceArn is missing: give the ARN of the instance that the user is in");
            return;
        }
        ConnectArn instance = ConnectArn.instance("InstanceArn", model.getInstanceArn());
        belongs(instance, ConnectArn.ROUTING_PROFILE, "RoutingProfileArn", model.getRoutingProfileArn());
        belongs(instance, ConnectArn.HIERARCHY_GROUP, "HierarchyGroupArn", model.getHierarchyGroupArn());
        Stream.ofNullable(model.getSecurityProfileArns())
                .flatMap(Set::stream)
                .forEach(arn -> belongs(instance, ConnectArn.SECURITY_PROFILE, "SecurityProfileArns", arn));
    }

    private void belongs(ConnectArn instance, String type, String property, String arn) {
        if (arn != null && !instance.sameInstance(ConnectArn.of(type, property, arn))) {
            violations.add("%s '%s' is not in the instance of InstanceArn '%s': give one of that instance"
                    .formatted(property, arn, instance));
        }
    }

    private void oneEntryPerKey() {
        for (ChannelSetting<?, ?> setting : ChannelSettings.ALL) {
            repeated(setting.channels(model))
                    .forEach(channel -> violations.add("%s names channel %s more than once: give each channel once"
                            .formatted(setting.property(), channel)));
        }
        repeated(Stream.ofNullable(model.getUserProficiencies())
                        .flatMap(List::stream)
                        .map(Proficiency::of)
                        .toList())
                .forEach(pair -> violations.add(
                        "UserProficiencies names '%s' with value '%s' more than once: give each pair once"
                                .formatted(pair.name(), pair.value())));
        repeated(Stream.ofNullable(model.getTags())
                        .flatMap(Set::stream)
                        .map(Tag::getKey)
                        .toList())
                .forEach(
                        key -> violations.add("Tags names key '%s' more than once: give each key once".formatted(key)));
    }

    private static <T> Set<T> repeated(List<T> values) {
        Set<T> seen = new HashSet<>();
        Set<T> repeated = new HashSet<>(values);
        repeated.retainAll(values.stream().filter(value -> !seen.add(value)).toList());
        return repeated;
    }

    private void deskPhonesHaveNumbers() {
        UserPhoneConfig phone = model.getPhoneConfig();
        if (phone != null
                && WholeObject.DESK_PHONE.equals(phone.getPhoneType())
                && phone.getDeskPhoneNumber() == null) {
            violations.add("PhoneConfig.PhoneType is DESK_PHONE but there is no PhoneConfig.DeskPhoneNumber:"
                    + " give a number such as +12065550100, or SOFT_PHONE");
        }
        Stream.ofNullable(model.getPhoneNumberConfigs())
                .flatMap(List::stream)
                .filter(item -> WholeObject.DESK_PHONE.equals(item.getPhoneType()) && item.getPhoneNumber() == null)
                .forEach(item ->
                        violations.add("PhoneNumberConfigs has PhoneType DESK_PHONE for channel %s but no PhoneNumber:"
                                        .formatted(item.getChannel())
                                + " give a number such as +12065550100, or SOFT_PHONE"));
    }

    /** No read shows a mode, so nobody repeats what a read showed by it; an import has it on both sides. */
    private static boolean hasUnknownMode(ResourceModel model) {
        return Stream.ofNullable(model.getAfterContactWorkConfigs())
                .flatMap(List::stream)
                .flatMap(item ->
                        Stream.of(item.getAfterContactWorkConfig(), item.getAgentFirstCallbackAfterContactWorkConfig()))
                .anyMatch(config -> config != null && config.getAfterContactWorkMode() != null);
    }
}
