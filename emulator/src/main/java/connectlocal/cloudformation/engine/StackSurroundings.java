package connectlocal.cloudformation.engine;

import connectlocal.cloudformation.template.model.Surroundings;
import connectlocal.http.Regions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one stack's template can ask of the world outside it; remembers which exports it asked for. */
final class StackSurroundings implements Surroundings {
    private final Place place;
    private final Exports exports;
    private final String stackName;
    private final String stackId;
    private final List<String> notificationArns;
    private final Set<String> imported = new TreeSet<>();
    private final Map<String, String> looked = new TreeMap<>();

    /** Where stacks live: account, region, and the values that local files give. */
    record Place(String accountId, String region, LocalValues values) {}

    StackSurroundings(Place place, Exports exports, String stackName, String stackId, List<String> notificationArns) {
        this.place = place;
        this.exports = exports;
        this.stackName = stackName;
        this.stackId = stackId;
        this.notificationArns = List.copyOf(notificationArns);
    }

    /** What parameters of the Parameter Store were found to be; they stay so for this deployment. */
    synchronized Map<String, String> looked() {
        return Map.copyOf(looked);
    }

    /** What they were found to be when the deployment was made. */
    synchronized void remember(Map<String, String> found) {
        looked.putAll(found);
    }

    /** The same for somebody's look: what that asks for is remembered elsewhere, and so by nobody. */
    StackSurroundings aside() {
        var aside = new StackSurroundings(place, exports, stackName, stackId, notificationArns);
        aside.remember(looked());
        return aside;
    }

    synchronized Set<String> imported() {
        return Set.copyOf(imported);
    }

    @Override
    public String accountId() {
        return place.accountId();
    }

    @Override
    public String region() {
        return place.region();
    }

    @Override
    public String partition() {
        return Regions.partition(place.region());
    }

    @Override
    public String urlSuffix() {
        return partition().equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    @Override
    public String stackName() {
        return stackName;
    }

    @Override
    public String stackId() {
        return stackId;
    }

    @Override
    public List<String> notificationArns() {
        return notificationArns;
    }

    @Override
    public synchronized Optional<String> export(String name) {
        Optional<String> value = exports.value(name);
        value.ifPresent(v -> imported.add(name));
        return value;
    }

    @Override
    public Optional<String> secret(String service, String reference) {
        return place.values().secret(service, reference);
    }

    @Override
    public synchronized Optional<String> ssmParameter(String name) {
        Optional<String> value =
                Optional.ofNullable(looked.get(name)).or(() -> place.values().ssmParameter(name));
        value.ifPresent(found -> looked.put(name, found));
        return value;
    }

    @Override
    public List<String> availabilityZones(String region) {
        String name = region.isEmpty() ? place.region() : region;
        return List.of(name + "a", name + "b", name + "c");
    }
}
