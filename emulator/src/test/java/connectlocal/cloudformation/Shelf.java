package connectlocal.cloudformation;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.lambda.Functions;
import connectlocal.lambda.RuntimeClient;
import connectlocal.shared.Admin;
import connectlocal.shared.Renewable;
import connectlocal.shared.Scratch;
import connectlocal.shared.Sdk;
import connectlocal.tiny.BookProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** An emulator with books, which know nothing of Connect, and the real SDK's client of its stacks. */
public final class Shelf implements Renewable {
    final BookProvider provider;
    final Emulator emulator;
    final CloudFormationClient client;
    private final Scratch scratch = Scratch.make();

    /** One handler of a type is at work at once. */
    public Shelf() throws Exception {
        provider = new BookProvider(scratch.path());
        Path secrets =
                Files.writeString(scratch.path().resolve("secrets.yaml"), "secretsmanager: {book: first-secret}\n");
        emulator = Emulator.start(Options.onFreePort()
                .withProviders(List.of(provider.books(), provider.stones(), provider.slots()))
                .withFunctions(new Functions.Settings(RuntimeClient.ofThisMachine(), 1, false))
                .withSecrets(secrets));
        client = Sdk.client(emulator.endpoint(), CloudFormationClient.builder());
    }

    /** A resource with this logical id, which is the title too; more properties begin with a comma. */
    static String book(String id, String more) {
        return resource(id, "\"Shelf\":\"s\",\"Title\":\"" + id + "\"" + more, "");
    }

    /** A resource with these properties; more attributes begin with a comma. */
    static String resource(String id, String properties, String more) {
        return "\"%s\":{\"Type\":\"%s\",\"Properties\":{%s}%s}".formatted(id, BookProvider.TYPE, properties, more);
    }

    static String template(String... resources) {
        return "{\"Resources\":{" + String.join(",", resources) + "}}";
    }

    Stack create(String name, String template) {
        return end(client.createStack(r -> r.stackName(name).templateBody(template))
                .stackId());
    }

    Stack update(String name, String template) {
        return end(client.updateStack(r -> r.stackName(name).templateBody(template))
                .stackId());
    }

    Stack delete(String name) {
        String id =
                client.describeStacks(r -> r.stackName(name)).stacks().get(0).stackId();
        client.deleteStack(r -> r.stackName(name));
        return end(id);
    }

    /** Where a stack comes to rest, within two minutes. */
    Stack end(String stackId) {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            Stack stack =
                    client.describeStacks(r -> r.stackName(stackId)).stacks().get(0);
            if (!stack.stackStatusAsString().endsWith("_IN_PROGRESS")) {
                return stack;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + stack.stackStatusAsString() + " after two minutes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** "LogicalId STATUS reason" of every event, oldest first, request tokens left out. */
    List<String> events(String stack) {
        var events = client.describeStackEventsPaginator(r -> r.stackName(stack)).stackEvents().stream()
                .map(e -> (e.logicalResourceId() + " " + e.resourceStatusAsString() + " "
                                + (e.resourceStatusReason() == null ? "" : e.resourceStatusReason()))
                        .replaceAll("RequestToken: [-0-9a-f]+", "RequestToken: T")
                        .strip())
                .collect(Collectors.toList());
        java.util.Collections.reverse(events);
        return events;
    }

    /** Those after the last "User Initiated" of the stack, which is the operation's own. */
    List<String> lastEvents(String stack) {
        List<String> all = events(stack);
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).endsWith("IN_PROGRESS User Initiated")) {
                from = i;
            }
        }
        return all.subList(from, all.size());
    }

    /** Waits until the handler has been asked this about a title. */
    void awaitAsked(String action, String title) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (provider.asked(action, title).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(action + " of " + title + " not asked within two minutes");
            }
            Thread.sleep(20);
        }
    }

    /** Waits until an event of a stack begins like this. */
    void awaitEvent(String stack, String event) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (events(stack).stream().noneMatch(e -> e.startsWith(event))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no event " + event + " within two minutes: " + events(stack));
            }
            Thread.sleep(20);
        }
    }

    /** Changes a book behind the stack's back. */
    void rewrite(String title, String from, String to) throws Exception {
        String text = book(title);
        if (!text.contains(from)) {
            throw new AssertionError(from + " is not in " + text);
        }
        Files.writeString(provider.shelves().resolve("s_" + title), text.replace(from, to));
    }

    /** Puts a book on the shelf, or takes it away, behind the stack's back. */
    void put(String title, String more) throws Exception {
        Files.writeString(
                provider.shelves().resolve("s_" + title),
                "{\"Shelf\":\"s\",\"Title\":\"%s\",\"Id\":\"id-s_%s\"%s}".formatted(title, title, more));
    }

    void lose(String title) throws Exception {
        Files.delete(provider.shelves().resolve("s_" + title));
    }

    /** A change set as it is when it has been made. */
    DescribeChangeSetResponse changeSet(String stack, String name, boolean withValues) throws Exception {
        while (true) {
            var set = client.describeChangeSet(
                    r -> r.stackName(stack).changeSetName(name).includePropertyValues(withValues));
            if (!set.statusAsString().endsWith("_IN_PROGRESS")
                    && !set.statusAsString().endsWith("_PENDING")) {
                return set;
            }
            Thread.sleep(20);
        }
    }

    /** The files of the books that exist. */
    List<String> books() throws Exception {
        try (var files = Files.list(provider.shelves())) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    /** What a book's file says. */
    String book(String title) throws Exception {
        return Files.readString(provider.shelves().resolve("s_" + title));
    }

    /** The message of what a call is refused with. */
    String refusal(Consumer<CloudFormationClient> call) {
        try {
            call.accept(client);
        } catch (CloudFormationException e) {
            return e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
        }
        throw new AssertionError("not refused");
    }

    @Override
    public void renew() throws Exception {
        Admin.reset(emulator);
        provider.renew();
    }

    @Override
    public void close() throws IOException {
        client.close();
        emulator.close();
        scratch.close();
    }
}
