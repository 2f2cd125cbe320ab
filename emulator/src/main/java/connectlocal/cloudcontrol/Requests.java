package connectlocal.cloudcontrol;

import connectlocal.http.AwsError;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.Workers;
import connectlocal.state.NotKept;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** All requests under way and of the past; {@link Workers} drive them. */
final class Requests implements AutoCloseable {
    private static final int WAITING_AT_MOST = 20_000;
    private static final int HELD_AT_MOST = 64;

    private final RequestJournal journal;
    private final ClientTokens clientTokens;
    private final Workers workers;
    private final Semaphore held = new Semaphore(HELD_AT_MOST);
    private final Writers writers;
    private final History history;
    private final Duration hold;
    private final InstantSource clock;
    private final Object turn = new Object();
    private volatile long resets; // like the next changed in turn
    private int resetsUnderWay;
    private final AtomicLong changes = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param concurrency how many handlers of a type may be at work at once
     * @param hold how long a question for the status waits for the end before it is answered
     * @param journal where requests are written down
     */
    Requests(
            int concurrency,
            Duration hold,
            Writers writers,
            ClientTokens clientTokens,
            InstantSource clock,
            RequestJournal journal) {
        this.journal = journal;
        this.clientTokens = clientTokens;
        this.hold = hold;
        this.clock = clock;
        this.writers = writers;
        this.history = new History(clock, this::forgotten);
        this.workers = new Workers(concurrency, "cloudcontrol");
    }

    /**
     * Takes a request on. Its writer's place is given up when it is over.
     *
     * @param handlerRequest its token is the request's
     * @param given the client token that it is made with
     * @param begun {@link #resets} when the client asked for it
     * @throws AwsError ThrottlingException when far too many wait, or when the emulator is stopping;
     *     GeneralServiceException when there was a reset since
     */
    ResourceRequest accept(
            ResourceProvider provider,
            Change operation,
            String identifier,
            HandlerRequest handlerRequest,
            Optional<ClientTokens.Given> given,
            long begun) {
        var type = provider.type();
        if (closed) {
            throw Errors.throttled("The emulator is stopping");
        }
        if (workers.waiting(provider) >= WAITING_AT_MOST) {
            throw Errors.throttled(
                    "Rate exceeded: " + WAITING_AT_MOST + " requests of " + type.name() + " wait already");
        }
        var model = operation == Change.DELETE ? null : type.shown(handlerRequest.desired());
        var request = new ResourceRequest(type, handlerRequest.token(), operation, identifier, model, clock);
        request.madeWith(given);
        if (workers.isFree(provider)) {
            request.admit();
        }
        synchronized (turn) {
            if (begun != resets || resetsUnderWay > 0) {
                throw Errors.reset();
            }
            var running = workers.prepare(
                    provider, handlerRequest, new Progress(request, type, writers, () -> changed(request)));
            request.cancelsBy(running::cancel);
            request.recordedBy(journal.recorder());
            history.add(request);
            workers.begin(running);
        }
        changes.incrementAndGet();
        return request;
    }

    /** Takes in requests of an earlier run; none of them is under way. What is new of them is one record. */
    void restore(List<RequestJournal.Read> requests) {
        journal.settle(
                requests.stream().filter(RequestJournal.Read::interrupted).toList(),
                requests.stream()
                        .filter(read -> read.forgotten() && !clientTokens.mayAskFor(read.request()))
                        .toList());
        for (RequestJournal.Read read : requests) {
            clientTokens.restore(read.request());
            if (!read.forgotten()) {
                history.add(read.request());
            }
        }
    }

    /** Where a request stands; waits for its end a little, so that clients need not come again seconds later. */
    ProgressEvent status(String token) {
        ResourceRequest request = find(token);
        if (held.tryAcquire()) {
            try {
                request.awaitEnd(hold);
            } finally {
                held.release();
            }
        }
        return request.event();
    }

    /** Asks the handler for nothing more on behalf of this request. */
    ProgressEvent cancel(String token) {
        ResourceRequest request = find(token);
        changes.incrementAndGet();
        return request.cancel()
                .orElseThrow(() -> Errors.notCancellable(request.status().name()));
    }

    /** Grows with every change of any request. */
    long changes() {
        return changes.get();
    }

    /** How many resets there have been: what a client asked for before one is not carried out after it. */
    long resets() {
        return resets;
    }

    History history() {
        return history;
    }

    /**
     * Forgets everything; what is at work ends unseen, and its handler is not asked again.
     *
     * @param others brings the rest back; what was asked for before its end may have read what was there before
     */
    void reset(Runnable others) {
        synchronized (turn) {
            history.clear(journal::clear);
            resetsUnderWay++;
            workers.forget();
            writers.clear();
        }
        try {
            others.run();
        } finally {
            synchronized (turn) {
                resets = resets + 1;
                resetsUnderWay--;
            }
        }
        changes.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        workers.close();
    }

    private void changed(ResourceRequest request) {
        history.changed(request);
        changes.incrementAndGet();
    }

    /** What cannot be written down again takes room in the log, and is forgotten after the next start. */
    private void forgotten(ResourceRequest request) {
        try {
            if (clientTokens.mayAskFor(request)) {
                journal.write(request, true);
            } else {
                journal.forget(request.token());
            }
        } catch (NotKept e) {
            // Whoever made room for a request is not to be refused for this.
        }
    }

    private ResourceRequest find(String token) {
        return history.find(token).orElseThrow(() -> Errors.requestTokenNotFound(token));
    }
}
