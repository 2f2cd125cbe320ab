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
        return known(Arns.Kind.ROUTING_PROFILE, reference);
    }

    List<String> securityProfiles(List<String> references) {
        Set<String> seen = new HashSet<>();
        return references.stream()
                .map(reference -> known(Arns.Kind.SECURITY_PROFILE, reference))
                .peek(id -> {
                    if (!seen.add(id)) {
                        throw ConnectErrors.invalidParameter("SecurityProfileIds must not include " + id + " twice");
                    }
                })
                .toList();
    }

    /** Null stays null: a user may be in no group. */
    String hierarchyGroup(String reference) {
        return reference == null ? null : known(Arns.Kind.HIERARCHY_GROUP, reference);
    }

    private String known(Arns.Kind kind, String reference) {
        String id = state.existing(kind, instance, reference);
        if (instance.catalog().newcomers().hides(id)) {
            throw ConnectErrors.notFound(Arns.missing(kind, instance.id(), reference));
        }
        return id;
    }
}
