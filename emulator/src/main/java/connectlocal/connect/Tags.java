package connectlocal.connect;

import connectlocal.connect.wire.Input;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Tags by ARN: of users, instances, routing profiles, security profiles and hierarchy groups. */
final class Tags {
    private static final int MOST = 50;

    private final ConnectState state;

    Tags(ConnectState state) {
        this.state = state;
    }

    private record Target(Instance instance, String userId, String arn) {}

    Object tagResource(Input in) {
        Map<String, String> added = in.map("tags");
        return change(in.text("resourceArn"), tags -> {
            Map<String, String> all = new TreeMap<>(tags);
            all.putAll(added);
            if (all.size() > MOST) {
                throw ConnectErrors.invalidParameter(
                        "tags must include at most " + MOST + " items in all; this would make it " + all.size());
            }
            return all;
        });
    }

    /** A key that is not there is no error. */
    Object untagResource(Input in) {
        List<String> keys = in.texts("tagKeys");
        return change(in.text("resourceArn"), tags -> {
            Map<String, String> left = new TreeMap<>(tags);
            left.keySet().removeAll(keys);
            return left;
        });
    }

    Object listTagsForResource(Input in) {
        Target target = target(in.text("resourceArn"));
        return Map.of(
                "tags",
                target.userId() == null
                        ? target.instance().tags().getOrDefault(target.arn(), Map.of())
                        : target.instance()
                                .users()
                                .get(target.userId())
                                .settings()
                                .tags());
    }

    private Object change(String arn, UnaryOperator<Map<String, String>> change) {
        synchronized (target(arn).instance().catalog()) {
            make(target(arn), change); // looked for again: what is deleted meanwhile must not get tags
        }
        return null;
    }

    private void make(Target target, UnaryOperator<Map<String, String>> change) {
        if (target.userId() == null) {
            target.instance().tags().compute(target.arn(), (key, tags) -> change.apply(tags == null ? Map.of() : tags));
        } else {
            state.requireKnown(target.instance(), target.userId());
            target.instance()
                    .users()
                    .change(target.userId(), settings -> settings.withTags(change.apply(settings.tags())));
        }
    }

    private Target target(String arn) {
        if (!Arns.isArn(arn)) {
            throw ConnectErrors.invalidParameter(
                    "resourceArn '" + arn + "' must be the ARN of a resource of Amazon Connect");
        }
        for (Instance instance : state.instances()) {
            String instanceArn = state.arns().instance(instance.id());
            if (arn.equals(instanceArn)) {
                return new Target(instance, null, arn);
            }
            if (arn.startsWith(instanceArn + "/")) {
                for (Arns.Kind kind : Arns.Kind.values()) {
                    String start = state.arns().of(kind, instance.id(), "");
                    if (arn.startsWith(start) && instance.has(kind, arn.substring(start.length()))) {
                        return new Target(instance, kind == Arns.Kind.USER ? arn.substring(start.length()) : null, arn);
                    }
                }
            }
        }
        throw ConnectErrors.notFound("The resource " + arn + " does not exist");
    }
}
