package connectlocal.lambda;

import connectlocal.http.Json;
import connectlocal.lambda.Mailbox.Answer;
import connectlocal.lambda.Mailbox.Event;
import connectlocal.lambda.Mailbox.Exited;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One child JVM that serves one function, one event at a time, as one execution environment of Lambda does. */
final class ProviderProcess {
    /** Less than the minute for which clients listen. */
    private static final Duration START_LIMIT = Duration.ofSeconds(50);

    private static final String UNHANDLED = "Unhandled";
    /** On the JVM's own clock: what is done there is short. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS, Runnable::run);

    private final Process process;
    private final Mailbox mailbox;
    private final ChildLog log;
    private final Path directory;
    private final String secret;
    private final ChildArchive archive;

    private ProviderProcess(
            Process process, Mailbox mailbox, ChildLog log, Path directory, String secret, ChildArchive archive) {
        this.archive = archive;
        this.secret = secret;
        this.process = process;
        this.mailbox = mailbox;
        this.log = log;
        this.directory = directory;
    }

    static ProviderProcess start(ChildCommand command, RuntimeApi api) throws IOException {
        var mailbox = new Mailbox();
        Path directory = command.newDirectory();
        Path log = directory.resolve("log");
        String secret = UUID.randomUUID().toString();
        var builder = command.builder(directory, api.admit(secret, mailbox, command.functionArn()));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            api.dismiss(secret);
            Workshop.delete(directory);
            throw e;
        }
        process.onExit().thenAccept(ended -> {
            mailbox.close(ended.exitValue());
            api.dismiss(secret);
            Offspring.end(secret);
        });
        var started = new ProviderProcess(process, mailbox, new ChildLog(log), directory, secret, command.archive());
        started.watch();
        return started;
    }

    /** A child prints when it likes, also when nobody asks it anything. */
    private void watch() {
        SOON.execute(() -> {
            if (process.isAlive()) {
                log.shorten();
                watch();
            }
        });
    }

    /**
     * Lets the child answer one event. Whatever happens to the child becomes an answer, as Lambda gives it.
     *
     * @throws NeverDelivered when the child was gone before it had taken the event
     */
    Invocation invoke(byte[] payload, Duration timeout) throws NeverDelivered {
        Event event = Event.of(payload, timeout);
        long start = System.nanoTime();
        Answer answer;
        mailbox.post(event);
        if (!process.isAlive()) {
            mailbox.close(process.exitValue());
        }
        try {
            event.delivered()
                    .applyToEither(event.answer().thenApply(a -> null), x -> x)
                    .get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            start = System.nanoTime();
            answer = event.answer().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
            Duration limit = event.delivered().isDone() ? timeout : START_LIMIT;
            answer = failure(
                    event,
                    "Sandbox.Timedout",
                    String.format(Locale.ROOT, "Task timed out after %.2f seconds", limit.toMillis() / 1000.0));
        } catch (ExecutionException e) {
            int status = e.getCause() instanceof Exited exited ? exited.status() : -1;
            if (!event.delivered().isDone()) {
                throw new NeverDelivered(status, log.take());
            }
            answer = failure(event, "Runtime.ExitError", "Runtime exited with error: exit status " + status);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            answer = failure(event, "Runtime.Unknown", "the emulator is stopping");
        }
        String printed = log.take();
        double millis = (System.nanoTime() - start) / 1e6;
        return new Invocation(
                answer.payload(), answer.failed() ? UNHANDLED : null, framed(event.requestId(), printed, millis));
    }

    /** What Lambda answers when a function's process ends before it can serve. */
    static Invocation neverStarted(NeverDelivered cause) {
        byte[] payload = Json.bytes(Map.of(
                "errorType",
                "Runtime.ExitError",
                "errorMessage",
                "Error: Runtime exited before it could serve: exit status " + cause.status));
        return new Invocation(payload, UNHANDLED, cause.printed);
    }

    /** Whether it can serve another event; one that could not load its handler never will. */
    boolean usable() {
        return process.isAlive() && !mailbox.failedToStart();
    }

    void close() {
        archive.keep(process, directory);
        kill();
        Workshop.delete(directory);
    }

    private void kill() {
        // What the handler started ends with it; first the children, or they would belong to somebody else.
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            Offspring.end(secret);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer failure(Event event, String type, String message) {
        String text = "RequestId: " + event.requestId() + " Error: " + message;
        return new Answer(Json.bytes(Map.of("errorType", type, "errorMessage", text)), true);
    }

    /** As Lambda logs it. Joined by hand: a formatter took as long as reading the whole answer. */
    private static String framed(String id, String printed, double millis) {
        String end = printed.isEmpty() || printed.endsWith("\n") ? "" : "\n";
        long hundredths = Math.round(millis * 100);
        String duration = hundredths / 100 + (hundredths % 100 < 10 ? ".0" : ".") + hundredths % 100;
        return "START RequestId: " + id + " Version: $LATEST\n"
                + printed + end + "END RequestId: " + id + "\n"
                + "REPORT RequestId: " + id + "\tDuration: " + duration + " ms\tBilled Duration: "
                + (long) Math.ceil(millis) + " ms\tMemory Size: " + ChildCommand.MEMORY_MB + " MB\n";
    }

    /** The child ended before it took the event, so another may safely be given it. */
    static final class NeverDelivered extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String printed;

        NeverDelivered(int status, String printed) {
            super(null, null, false, false);
            this.status = status;
            this.printed = printed;
        }
    }
}
