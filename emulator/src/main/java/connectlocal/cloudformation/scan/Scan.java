package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerError;
import connectlocal.provider.Outcome;
import connectlocal.provider.ResourceProvider;
import connectlocal.state.NotKept;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One scan: what it has found so far, and how far it is. */
final class Scan {
    private static final long AGAIN_MILLIS = 500;
    private static final String INTERRUPTED = "The emulator ended while this scan was under way; start another";

    final String id;
    final Optional<String> token;

    private final Instant start;
    private final List<ResourceProvider> wanted;
    private final Finds finds = new Finds();
    private Instant end;
    private String status = "IN_PROGRESS";
    private String reason;
    private int typesDone;
    private volatile boolean abandoned;

    /** @param wanted the types of which to find everything */
    Scan(String id, Optional<String> token, List<ResourceProvider> wanted) {
        this(id, token, wanted, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    Scan(String id, Optional<String> token, List<ResourceProvider> wanted, Instant start) {
        this.id = id;
        this.token = token;
        this.wanted = wanted;
        this.start = start;
    }

    /**
     * The same of an earlier run. If it was under way it has failed: handlers are asked nothing more on its behalf.
     *
     * @param end null when it was under way
     */
    Scan restored(Instant end, String reason, List<Found> found) {
        finds.restore(found);
        end(end == null ? INTERRUPTED : reason, end == null ? Instant.now() : end);
        return this;
    }

    Instant start() {
        return start;
    }

    /** Null while it is under way. */
    synchronized Instant end() {
        return end;
    }

    /** Null when nothing went wrong. */
    synchronized String reason() {
        return reason;
    }

    List<String> typeNames() {
        return wanted.stream().map(provider -> provider.type().name()).toList();
    }

    synchronized boolean isUnderWay() {
        return end == null;
    }

    /** What has been found so far. */
    List<Found> found() {
        return finds.all();
    }

    /** Nobody waits for it any more: handlers are asked nothing more. */
    synchronized void abandon() {
        abandoned = true;
    }

    /**
     * Asks the list and read handlers of the types that are wanted, to the end.
     *
     * @param providers every type there is: what nobody wants may still be what others lie in
     * @param atTheEnd what is done before anybody sees that it is over
     */
    void run(Collection<ResourceProvider> providers, Runnable atTheEnd) {
        String failure = null;
        boolean inPlaces =
                wanted.stream().anyMatch(each -> !each.type().listNeeds().isEmpty());
        Collection<ResourceProvider> asked = inPlaces ? providers : wanted;
        var places = new Places(asked.stream().map(ResourceProvider::type).toList());
        for (ResourceProvider provider : asked) {
            if (provider.type().hasHandler(Action.LIST) && provider.type().hasHandler(Action.READ)) {
                try {
                    for (ObjectNode selection : places.selections(provider.type())) {
                        all(provider, selection, places);
                    }
                } catch (AwsError | IllegalStateException e) {
                    failure = provider.type().name() + ": " + e.getMessage();
                } catch (RuntimeException | Error unforeseen) {
                    // Only the class: a message may quote a model.
                    failure = provider.type().name() + ": the emulator failed: "
                            + unforeseen.getClass().getName();
                }
            }
            synchronized (this) {
                typesDone++;
            }
            if (finds.isFull() || places.isFull() || abandoned) {
                break;
            }
        }
        try {
            while (!isOver(failure, atTheEnd)) {
                Thread.sleep(AGAIN_MILLIS);
            }
        } catch (InterruptedException stopping) { // at the next start it has failed
        }
    }

    /** As long as its end cannot be written down nobody is told of it. */
    private synchronized boolean isOver(String failure, Runnable atTheEnd) {
        try {
            end(failure, Instant.now());
            if (!abandoned) {
                atTheEnd.run();
            }
            return true;
        } catch (NotKept e) {
            status = "IN_PROGRESS";
            reason = null;
            end = null;
            return false;
        }
    }

    private synchronized void end(String failure, Instant time) {
        reason = failure;
        status = failure == null ? "COMPLETE" : "FAILED";
        end = time.truncatedTo(ChronoUnit.MILLIS);
    }

    private void all(ResourceProvider provider, ObjectNode selection, Places places) {
        boolean looksFor = wanted.contains(provider);
        var walk = new Walk(looksFor);
        Optional<String> at = Optional.empty();
        for (boolean more = true; more && !abandoned; ) {
            Outcome page = provider.list(selection, at);
            if (!selection.isEmpty() && page.failedWith(HandlerError.NotFound)) {
                return; // the place is gone, and with it what lay in it
            } else if (!page.succeeded()) {
                throw new IllegalStateException(page.message());
            }
            boolean any = false;
            for (ObjectNode model : page.models()) {
                if (abandoned) {
                    return;
                }
                any |= looksFor ? add(provider, model, places) : places.add(provider.type(), model);
            }
            at = page.nextToken();
            more = at.isPresent() && walk.goesOn(at.get(), any);
        }
    }

    private boolean add(ResourceProvider provider, ObjectNode listed, Places places) {
        Optional<Found> one = Found.read(provider, listed);
        one.ifPresent(finds::add);
        one.map(Found::identifier).ifPresent(places::add);
        return one.isPresent();
    }

    /** About how many bytes of memory it takes. */
    long weight() {
        return finds.weight();
    }

    synchronized ObjectNode summary() {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("ResourceScanId", id).put("Status", status);
        if (reason != null) {
            shown.put("StatusReason", reason);
        }
        shown.put("StartTime", start.toString());
        if (end != null) {
            shown.put("EndTime", end.toString());
        }
        double percent = wanted.isEmpty() ? 0 : Math.min(99, 100.0 * typesDone / wanted.size());
        return shown.put("PercentageCompleted", end == null ? percent : 100.0);
    }
}
