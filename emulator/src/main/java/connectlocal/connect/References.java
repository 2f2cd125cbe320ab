package connectlocal.connect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Resolves what a user refers to: by id or ARN, and it must exist in the user's own instance. */
final class References {
    private final ConnectState state;
    private final Instance instance;

    References(ConnectState state, Instance instance) {
        this.state = state;
        this.instance = instance;
    }

    String routingProfile(String reference) {
        return state.existing(Arns.Kind.ROUTING_PROFILE, instance, reference);
    }

    List<String> securityProfiles(List<String> references) {
        Set<String> seen = new HashSet<>();
        return references.stream()
                .map(reference -> state.existing(Arns.Kind.SECURITY_PROFILE, instance, reference))
                .peek(id -> {
                    if (!seen.add(id)) {
                        throw ConnectErrors.invalidParameter("SecurityProfileIds must not include " + id + " twice");
                    }
                })
                .toList();
    }

    /** Null stays null: a user may be in no group. */
    String hierarchyGroup(String reference) {
        return reference == null ? null : state.existing(Arns.Kind.HIERARCHY_GROUP, instance, reference);
    }
}
