package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.provider.Action;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceProvider;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One scan: what it has found so far, and how far it is. */
final class Scan {
    private static final int RESOURCES_AT_MOST = 100_000;

    final String id;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final List<Found> found = new ArrayList<>();
    private Instant end;
    private String status = "IN_PROGRESS";
    private String reason;
    private int typesDone;
    private volatile boolean abandoned;

    Scan(String id) {
        this.id = id;
    }

    synchronized boolean isUnderWay() {
        return end == null;
    }

    /** What has been found so far. */
    synchronized List<Found> found() {
        return List.copyOf(found);
    }

    /** Nobody waits for it any more: handlers are asked nothing more. */
    void abandon() {
        abandoned = true;
    }

    /** Asks the list and read handlers of these types, to the end. */
    void run(Collection<ResourceProvider> providers) {
        String failure = null;
        for (ResourceProvider provider : providers) {
            if (provider.type().hasHandler(Action.LIST) && provider.type().hasHandler(Action.READ)) {
                try {
                    all(provider);
                } catch (AwsError | IllegalStateException e) {
                    failure = provider.type().name() + ": " + e.getMessage();
                }
            }
            synchronized (this) {
                typesDone++;
            }
        }
        synchronized (this) {
            reason = failure;
            status = failure == null ? "COMPLETE" : "FAILED";
            end = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    private void all(ResourceProvider provider) {
        Optional<String> next = Optional.empty();
        do {
            Outcome page = provider.list(JsonNodeFactory.instance.objectNode(), next);
            if (!page.succeeded()) {
                throw new IllegalStateException(page.message());
            }
            for (ObjectNode model : page.models()) {
                if (abandoned) {
                    return;
                }
                read(provider, model).ifPresent(this::add);
            }
            next = page.nextToken();
        } while (next.isPresent() && !abandoned);
    }

    private synchronized void add(Found one) {
        if (found.size() < RESOURCES_AT_MOST) {
            found.add(one);
        }
    }

    /** What a list shows may be the identifier alone; the rest is read. What is gone by then was not found. */
    private static Optional<Found> read(ResourceProvider provider, ObjectNode listed) {
        return provider.type().identifiers().of(listed).flatMap(id -> {
            Outcome seen = provider.read(provider.type().identifiers().primaryModel(id));
            return seen.model().filter(m -> seen.succeeded()).map(m -> new Found(provider.type(), id, m));
        });
    }

    /** @param types how many types there are to scan */
    synchronized ObjectNode summary(int types) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("ResourceScanId", id).put("Status", status);
        if (reason != null) {
            shown.put("StatusReason", reason);
        }
        shown.put("StartTime", start.toString());
        if (end != null) {
            shown.put("EndTime", end.toString());
        }
        double percent = types == 0 ? 100 : 100.0 * typesDone / types;
        return shown.put("PercentageCompleted", end == null ? percent : 100.0);
    }
}
