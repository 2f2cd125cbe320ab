package connectlocal.console;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import connectlocal.http.RequestLog;
import connectlocal.lambda.Interference;
import connectlocal.lambda.Invocation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The invocations of functions, those under way too, without what they were given; bounded, oldest go first. */
public final class Invocations implements Interference {
    private static final int CAPACITY = 2_000;

    private final Interference then;
    private final int capacity;
    private final ArrayDeque<Invoked> all = new ArrayDeque<>();
    private long begun;
    private long changes;

    /** Some invocations, newest first, and the number before which the next page begins. */
    record Page(List<Invoked> invocations, Optional<Long> next) {}

    /** @param then who comes between an invocation and its function besides */
    public Invocations(Interference then) {
        this(then, CAPACITY);
    }

    Invocations(Interference then, int capacity) {
        this.then = then;
        this.capacity = capacity;
    }

    @Override
    public Invocation around(String region, String function, byte[] payload, Supplier<Invocation> real) {
        long start = System.nanoTime();
        Invoked begins = begin(Invoked.begins(function, read(payload), RequestLog.time(Instant.now())));
        Invoked ends = begins.ended(millis(start), "Unanswered", read(new byte[0]));
        try {
            Invocation answer = then.around(region, function, payload, real);
            ends = begins.ended(millis(start), answer.functionError(), read(answer.payload()));
            return answer;
        } finally {
            end(ends);
        }
    }

    synchronized Page page(Predicate<Invoked> wanted, long before, int limit) {
        List<Invoked> found = new ArrayList<>();
        for (Iterator<Invoked> newest = all.descendingIterator(); newest.hasNext(); ) {
            Invoked one = newest.next();
            if (one.number() < before && wanted.test(one)) {
                if (found.size() == limit) {
                    return new Page(found, Optional.of(found.get(limit - 1).number()));
                }
                found.add(one);
            }
        }
        return new Page(found, Optional.empty());
    }

    /** Grows with every beginning and every end. */
    synchronized long changes() {
        return changes;
    }

    /** Forgets those that are over. */
    public synchronized void reset() {
        all.clear();
        changes++;
    }

    private synchronized Invoked begin(Invoked one) {
        if (all.size() == capacity) {
            all.removeFirst();
        }
        Invoked numbered = one.numbered(++begun);
        all.addLast(numbered);
        changes++;
        return numbered;
    }

    /** One that was forgotten meanwhile stays forgotten. */
    private synchronized void end(Invoked one) {
        var others = new ArrayDeque<Invoked>();
        while (!all.isEmpty() && all.peekLast().number() > one.number()) {
            others.push(all.removeLast());
        }
        if (!all.isEmpty() && all.peekLast().number() == one.number()) {
            all.removeLast();
            all.addLast(one);
        }
        all.addAll(others);
        changes++;
    }

    private static double millis(long start) {
        return Math.round((System.nanoTime() - start) / 10_000.0) / 100.0;
    }

    private static JsonNode read(byte[] payload) {
        try {
            return Json.MAPPER.readTree(payload);
        } catch (IOException | StackOverflowError notJson) {
            return Json.MAPPER.missingNode();
        }
    }
}
