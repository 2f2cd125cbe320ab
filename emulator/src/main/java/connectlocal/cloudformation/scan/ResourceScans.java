package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Regions;
import connectlocal.provider.Action;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
    private static final int RESOURCES_AT_MOST = 100_000;

    private final Map<String, ResourceProvider> providers = new LinkedHashMap<>();
    private final String prefix;
    private final Predicate<String> managed;
    private final Map<String, Scan> scans = new LinkedHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        var daemon = new Thread(work, "resource-scan");
        daemon.setDaemon(true);
        return daemon;
    });

    /** @param managed whether a stack has the resource of an identifier */
    public ResourceScans(List<ResourceProvider> types, String accountId, String region, Predicate<String> managed) {
        types.forEach(provider -> providers.put(provider.type().name(), provider));
        this.prefix = "arn:%s:cloudformation:%s:%s:".formatted(Regions.partition(region), region, accountId);
        this.managed = managed;
    }

    private static final class Scan {
        final String id;
        final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        final List<ResourceProvider> types;
        final List<Found> found = new ArrayList<>();
        final List<String> places = new ArrayList<>();
        Instant end;
        String status = "IN_PROGRESS";
        String reason;
        int typesDone;

        /** What nobody asked for may still be what others lie in. */
        void took(Found resource) {
            if (places.size() < RESOURCES_AT_MOST) {
                places.add(resource.identifier());
                if (types.stream().anyMatch(chosen -> chosen.type() == resource.type())) {
                    found.add(resource);
                }
            }
        }

        Scan(String id, List<ResourceProvider> types) {
            this.id = id;
            this.types = types;
        }
    }

    /**
     * Begins a scan; answers its id. One at a time, as on AWS.
     *
     * @param types names of the types to look for, {@code AWS::Connect::*} for several; none for all
     */
    public synchronized String start(List<String> types) {
        if (scans.values().stream().anyMatch(scan -> scan.status.equals("IN_PROGRESS"))) {
            throw new AwsError("ResourceScanInProgress", 400, "A resource scan is currently in progress.");
        }
        var scan = new Scan(prefix + "resourceScan/" + UUID.randomUUID(), chosen(types));
        scans.put(scan.id, scan);
        if (scans.size() > SCANS_AT_MOST) {
            scans.remove(scans.keySet().iterator().next());
        }
        thread.execute(() -> run(scan));
        return scan.id;
    }

    private List<ResourceProvider> chosen(List<String> types) {
        return providers.values().stream()
                .filter(provider -> types.isEmpty()
                        || types.stream()
                                .anyMatch(type -> fits(type, provider.type().name())))
                .toList();
    }

    private static boolean fits(String type, String name) {
        return type.endsWith("*") ? name.startsWith(type.substring(0, type.length() - 1)) : name.equals(type);
    }

    private void run(Scan scan) {
        String failure = null;
        boolean inPlaces = scan.types.stream()
                .anyMatch(chosen -> !chosen.type().listNeeds().isEmpty());
        for (ResourceProvider provider : providers.values()) {
            if (!scan.types.contains(provider) && !inPlaces) {
                continue;
            }
            if (provider.type().hasHandler(Action.LIST) && provider.type().hasHandler(Action.READ)) {
                try {
                    for (ObjectNode selection : selections(provider.type(), scan)) {
                        scan(provider, selection, scan);
                    }
                } catch (AwsError | IllegalStateException e) {
                    failure = provider.type().name() + ": " + e.getMessage();
                }
            }
            synchronized (this) {
                scan.typesDone++;
            }
        }
        synchronized (this) {
            scan.reason = failure;
            scan.status = failure == null ? "COMPLETE" : "FAILED";
            scan.end = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /**
     * What to ask for so that everything of a type is listed. A type that lists only what lies in something, such as
     * the queues of an instance, is asked for everything found so far that its schema lets it lie in.
     */
    private synchronized List<ObjectNode> selections(ResourceType type, Scan scan) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        if (type.listNeeds().size() != 1) {
            return List.of(all);
        }
        String property = type.listNeeds().get(0);
        return scan.places.stream()
                .map(place -> all.deepCopy().put(property, place))
                .filter(selection -> type.listViolations(selection).isEmpty())
                .toList();
    }

    private void scan(ResourceProvider provider, ObjectNode selection, Scan scan) {
        Optional<String> next = Optional.empty();
        do {
            Outcome page = provider.list(selection, next);
            if (!page.succeeded()) {
                throw new IllegalStateException(page.message());
            }
            for (ObjectNode model : page.models()) {
                read(provider, model).ifPresent(found -> {
                    synchronized (this) {
                        scan.took(found);
                    }
                });
            }
            next = page.nextToken();
        } while (next.isPresent());
    }

    /** What a list shows may be the identifier alone; the rest is read. What is gone by then was not found. */
    private static Optional<Found> read(ResourceProvider provider, ObjectNode listed) {
        return provider.type().identifiers().of(listed).flatMap(id -> {
            Outcome seen = provider.read(provider.type().identifiers().primaryModel(id));
            return seen.model().filter(m -> seen.succeeded()).map(m -> new Found(provider.type(), id, m));
        });
    }

    /** How far a scan is. */
    public synchronized ObjectNode describe(String id) {
        Scan scan = find(id);
        ObjectNode shown = summary(scan);
        ArrayNode names = shown.putArray("ResourceTypes");
        scan.types.forEach(provider -> names.add(provider.type().name()));
        return shown.put("ResourcesScanned", scan.found.size()).put("ResourcesRead", scan.found.size());
    }

    /** All scans, newest first. */
    public synchronized List<ObjectNode> list() {
        var summaries = new ArrayList<ObjectNode>();
        scans.values().forEach(scan -> summaries.add(0, summary(scan)));
        return summaries;
    }

    /** What a scan found, by the beginning of the type's name and by tag. */
    public synchronized List<ObjectNode> resources(
            String id, String typePrefix, Optional<String> tagKey, Optional<String> tagValue) {
        return find(id).found.stream()
                .filter(found -> found.type().name().startsWith(typePrefix))
                .filter(found -> tagKey.isEmpty() || isTagged(found, tagKey.get(), tagValue))
                .map(this::shown)
                .toList();
    }

    /** What these resources refer to, as far as the scan found it. */
    public synchronized List<ObjectNode> related(String id, List<String> identifiers) {
        Scan scan = find(id);
        return scan.found.stream()
                .filter(other -> !identifiers.contains(other.identifier()))
                .filter(other -> scan.found.stream()
                        .filter(found -> identifiers.contains(found.identifier()))
                        .anyMatch(found -> mentions(found.model(), other.identifier())))
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
            Outcome seen = provider.read(model);
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

    /** The beginning of the ARNs of this region. */
    String prefix() {
        return prefix;
    }

    /** Forgets all scans. */
    public synchronized void reset() {
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

    private Scan find(String id) {
        Scan scan = scans.get(id);
        if (scan == null) {
            throw new AwsError("ResourceScanNotFound", 400, "Resource scan " + id + " not found");
        }
        return scan;
    }

    private ObjectNode summary(Scan scan) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("ResourceScanId", scan.id).put("Status", scan.status);
        if (scan.reason != null) {
            shown.put("StatusReason", scan.reason);
        }
        shown.put("StartTime", scan.start.toString());
        if (scan.end != null) {
            shown.put("EndTime", scan.end.toString());
        }
        double percent = scan.types.isEmpty() ? 100 : Math.min(99, 100.0 * scan.typesDone / scan.types.size());
        return shown.put("PercentageCompleted", scan.end == null ? percent : 100.0);
    }

    private static boolean isTagged(Found found, String key, Optional<String> value) {
        for (JsonNode tag : found.model().path(found.type().tagProperty())) {
            boolean same = tag.path("Key").asText().equals(key);
            if (same && (value.isEmpty() || tag.path("Value").asText().equals(value.get()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentions(JsonNode node, String identifier) {
        if (node.isTextual()) {
            return node.asText().equals(identifier);
        }
        for (JsonNode member : node) {
            if (mentions(member, identifier)) {
                return true;
            }
        }
        return false;
    }
}
