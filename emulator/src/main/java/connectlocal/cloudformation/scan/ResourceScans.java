package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Regions;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceProvider;
import connectlocal.state.Keep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Looks for everything that the list handlers find, so that it can be taken into stacks. */
public final class ResourceScans implements AutoCloseable {
    private static final int SCANS_AT_MOST = 10;

    private final Map<String, ResourceProvider> providers = new LinkedHashMap<>();
    private final String prefix;
    private final Predicate<String> managed;
    private final KeptScans kept;
    private final Map<String, Scan> scans = new LinkedHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        var daemon = new Thread(work, "resource-scan");
        daemon.setDaemon(true);
        return daemon;
    });

    /**
     * @param managed whether a stack has the resource of an identifier
     * @param keep where scans are written down, and what was written down before
     */
    public ResourceScans(
            List<ResourceProvider> types, String accountId, String region, Predicate<String> managed, Keep keep) {
        types.forEach(provider -> providers.put(provider.type().name(), provider));
        this.prefix = "arn:%s:cloudformation:%s:%s:".formatted(Regions.partition(region), region, accountId);
        this.managed = managed;
        this.kept = new KeptScans(keep, providers);
        kept.scans().forEach(scan -> scans.put(scan.id, scan));
    }

    /**
     * Begins a scan; answers its id. One at a time, as on AWS.
     *
     * @param types names of the types to look for, {@code AWS::Connect::*} for several; none for all
     * @param token the client's; the call again that has begun a scan answers the same
     */
    public synchronized String start(List<String> types, Optional<String> token) {
        Optional<Scan> begun = scans.values().stream()
                .filter(scan -> token.isPresent() && scan.token.equals(token))
                .findFirst();
        if (begun.isPresent()) {
            return begun.get().id;
        }
        if (scans.values().stream().anyMatch(Scan::isUnderWay)) {
            throw new AwsError("ResourceScanInProgress", 400, "A resource scan is currently in progress.");
        }
        List<ResourceProvider> wanted = providers.values().stream()
                .filter(provider -> types.isEmpty()
                        || types.stream()
                                .anyMatch(type -> fits(type, provider.type().name())))
                .toList();
        var scan = new Scan(prefix + "resourceScan/" + UUID.randomUUID(), token, wanted);
        List<String> tooOld = tooOld();
        kept.begin(scan, tooOld);
        tooOld.forEach(scans::remove);
        scans.put(scan.id, scan);
        thread.execute(() -> scan.run(providers.values(), () -> kept.end(scan)));
        return scan.id;
    }

    /** How far a scan is. */
    public synchronized ObjectNode describe(String id) {
        Scan scan = find(id);
        ObjectNode shown = scan.summary();
        scan.typeNames().forEach(shown.putArray("ResourceTypes")::add);
        int found = scan.found().size();
        return shown.put("ResourcesScanned", found).put("ResourcesRead", found);
    }

    /** All scans, newest first. */
    public synchronized List<ObjectNode> list() {
        var summaries = new ArrayList<ObjectNode>();
        scans.values().forEach(scan -> summaries.add(0, scan.summary()));
        return summaries;
    }

    /** What a scan found, by the beginning of the type's name and by tag. */
    public synchronized List<ObjectNode> resources(
            String id, String typePrefix, Optional<String> tagKey, Optional<String> tagValue) {
        return find(id).found().stream()
                .filter(found -> found.type().name().startsWith(typePrefix))
                .filter(found -> tagKey.isEmpty() || found.isTagged(tagKey.get(), tagValue))
                .map(this::shown)
                .toList();
    }

    /** What these resources refer to, as far as the scan found it. */
    public synchronized List<ObjectNode> related(String id, List<String> identifiers) {
        List<Found> found = find(id).found();
        var mentioned = new HashSet<String>();
        found.stream()
                .filter(one -> identifiers.contains(one.identifier()))
                .forEach(one -> mentioned.addAll(one.texts()));
        return found.stream()
                .filter(other -> !identifiers.contains(other.identifier()) && mentioned.contains(other.identifier()))
                .map(this::shown)
                .toList();
    }

    /** Reads a resource as it is now, to put it into a template. */
    Found resource(String typeName, ObjectNode identity) {
        ResourceProvider provider = providers.get(typeName);
        if (provider == null) {
            throw new AwsError("ValidationError", 400, "Resource type " + typeName + " is not supported");
        }
        try {
            ObjectNode model = provider.type().identifiers().parse(identity.toString());
            String token = UUID.randomUUID().toString();
            Outcome seen = provider.await(provider.beginOnTheLine(HandlerRequest.of(Action.READ, token, model)));
            if (seen.succeeded()) {
                ObjectNode now = seen.model().orElseThrow();
                return new Found(
                        provider.type(), provider.type().identifiers().of(now).orElseThrow(), now);
            }
            throw new AwsError("ValidationError", 400, "Resource of type " + typeName + ": " + seen.message());
        } catch (IllegalArgumentException e) {
            throw new AwsError("ValidationError", 400, e.getMessage());
        }
    }

    /** The types by name. */
    Map<String, ResourceProvider> providers() {
        return providers;
    }

    /** The beginning of the ARNs of this region. */
    String prefix() {
        return prefix;
    }

    /** Forgets all scans. */
    public synchronized void reset() {
        kept.clear();
        scans.values().forEach(Scan::abandon);
        scans.clear();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private ObjectNode shown(Found found) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("ResourceType", found.type().name());
        shown.set("ResourceIdentifier", found.identity());
        return shown.put("ManagedByStack", managed.test(found.identifier()));
    }

    /** The oldest, so many that there is room for another; each may hold as much as all others together. */
    private List<String> tooOld() {
        var ids = new ArrayList<String>();
        long weight = scans.values().stream().mapToLong(Scan::weight).sum();
        int left = scans.size();
        for (Scan oldest : scans.values()) {
            if (left < SCANS_AT_MOST && weight <= Finds.BYTES_AT_MOST) {
                break;
            }
            ids.add(oldest.id);
            left--;
            weight -= oldest.weight();
        }
        return ids;
    }

    private Scan find(String id) {
        Scan scan = scans.get(id);
        if (scan == null) {
            throw new AwsError("ResourceScanNotFound", 400, "Resource scan " + id + " not found");
        }
        return scan;
    }

    private static boolean fits(String type, String name) {
        return type.endsWith("*") ? name.startsWith(type.substring(0, type.length() - 1)) : name.equals(type);
    }
}
