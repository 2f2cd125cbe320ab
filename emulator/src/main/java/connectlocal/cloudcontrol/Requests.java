package connectlocal.cloudcontrol;

import connectlocal.http.AwsError;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.ProviderRun;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All requests under way and of the past: a few workers of each type invoke handlers, one clock wakes those that wait
 * for a callback, and nobody holds a thread in between.
 */
final class Requests implements AutoCloseable {
    private static final int WAITING_AT_MOST = 20_000;
    private static final int HELD_AT_MOST = 64;

    private final Map<String, ThreadPoolExecutor> workers = new ConcurrentHashMap<>();
    private final int concurrency;
    private final ScheduledThreadPoolExecutor alarm;
    private final Semaphore held = new Semaphore(HELD_AT_MOST);
    private final Writers writers;
    private final History history;
    private final Duration hold;
    private final InstantSource clock;
    private final Object turn = new Object();
    private int generation; // how often everything was forgotten; guarded by turn
    private volatile boolean closed;

    /**
     * @param concurrency how many handlers of a type may be at work at once
     * @param hold how long a question for the status waits for the end before it is answered
     */
    Requests(int concurrency, Duration hold, Writers writers, InstantSource clock) {
        this.hold = hold;
        this.clock = clock;
        this.writers = writers;
        this.history = new History(clock);
        this.concurrency = concurrency;
        this.alarm = new ScheduledThreadPoolExecutor(1, r -> daemon(r, "callback"));
        this.alarm.setRemoveOnCancelPolicy(true);
    }

    /**
     * Takes a request on. Its writer's place is given up when it is over.
     *
     * @param handlerRequest its token is the request's
     * @throws AwsError ThrottlingException when far too many wait, or when the emulator is stopping
     */
    ResourceRequest accept(
            ResourceProvider provider, Change operation, String identifier, HandlerRequest handlerRequest) {
        if (closed) {
            throw Errors.throttled("The emulator is stopping");
        }
        var type = provider.type();
        ThreadPoolExecutor own = workers.computeIfAbsent(type.name(), name -> newWorkers());
        if (own.getQueue().size() >= WAITING_AT_MOST) {
            throw Errors.throttled(
                    "Rate exceeded: " + WAITING_AT_MOST + " requests of " + type.name() + " wait already");
        }
        var model = operation == Change.DELETE ? null : type.shown(handlerRequest.desired());
        var request = new ResourceRequest(type, handlerRequest.token(), operation, identifier, model, clock);
        if (own.getQueue().isEmpty() && own.getActiveCount() < own.getMaximumPoolSize()) {
            request.admit();
        }
        synchronized (turn) {
            history.add(request);
            new Running(request, provider.begin(handlerRequest), type, own, generation).soon();
        }
        return request;
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
        if (!request.cancel()) {
            throw Errors.notCancellable(request.status().name());
        }
        ProgressEvent event = request.event();
        try {
            alarm.execute(() -> finishCancelling(request));
        } catch (RejectedExecutionException stopping) {
            finishCancelling(request);
        }
        return event;
    }

    History history() {
        return history;
    }

    /** Forgets everything; what is at work ends unseen, and its handler is not asked again. */
    void reset() {
        synchronized (turn) {
            generation++;
            workers.values().forEach(own -> own.getQueue().clear());
            alarm.getQueue().clear();
            history.clear();
            writers.clear();
        }
    }

    @Override
    public void close() {
        closed = true;
        alarm.shutdownNow();
        workers.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    private ResourceRequest find(String token) {
        return history.find(token).orElseThrow(() -> Errors.requestTokenNotFound(token));
    }

    /** One request and its operation, which goes from worker to alarm and back until it is over. */
    private final class Running implements Runnable {
        private final ResourceRequest request;
        private final ProviderRun run;
        private final ResourceType type;
        private final ThreadPoolExecutor own;
        private final int born;

        Running(ResourceRequest request, ProviderRun run, ResourceType type, ThreadPoolExecutor own, int born) {
            this.request = request;
            this.run = run;
            this.type = type;
            this.own = own;
            this.born = born;
        }

        void soon() {
            try {
                own.execute(this);
            } catch (RejectedExecutionException stopping) {
                // The emulator stops, and all requests with it.
            }
        }

        @Override
        public void run() {
            if (isForgotten() || !request.begin()) {
                return;
            }
            var wait = run.step();
            if (wait.isEmpty()) {
                writers.leave(request.token()); // before anybody hears of the end and sends the next request
                request.ended(run.outcome());
                return;
            }
            goOn(wait.get());
        }

        private boolean isForgotten() {
            synchronized (turn) {
                return born != generation;
            }
        }

        private void goOn(Duration wait) {
            synchronized (turn) {
                if (isForgotten()) {
                    return; // and its writer's place with it
                }
                // Before anybody hears of the identifier and deletes the resource, or cancels this request.
                run.reported()
                        .flatMap(type.identifiers()::of)
                        .or(request::identifier)
                        .ifPresent(id -> writers.join(type.name(), id, request.token()));
                request.waits(run.reported(), wait);
                try {
                    alarm.schedule(this::soon, wait.toMillis(), TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException stopping) {
                    // The emulator stops, and all requests with it.
                }
            }
            finishCancelling(request);
        }
    }

    /** Each type has its own: a handler that hangs keeps nobody waiting but its own type's requests. */
    private ThreadPoolExecutor newWorkers() {
        var made = new ThreadPoolExecutor(
                concurrency, concurrency, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), r -> daemon(r, "request"));
        made.allowCoreThreadTimeOut(true);
        return made;
    }

    private void finishCancelling(ResourceRequest request) {
        request.finishCancelling(() -> writers.leave(request.token()));
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, "cloudcontrol-" + name);
        thread.setDaemon(true);
        return thread;
    }
}
