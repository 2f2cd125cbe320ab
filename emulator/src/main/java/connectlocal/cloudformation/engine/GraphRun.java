package connectlocal.cloudformation.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;

/**
 * Works through a dependency graph, everything at once that waits for nothing else. One thread runs it: workers leave
 * their news in the inbox, and all that changes the stack happens here.
 */
final class GraphRun {
    private final Map<String, Set<String>> waiting = new LinkedHashMap<>();
    private final BlockingQueue<Runnable> inbox;
    private int underWay;
    private boolean stopped;

    /** Says whether a node has come to its end well; those that wait for it never start when it has not. */
    interface Done {
        void end(boolean well);
    }

    /** @param needs which nodes each node waits for; those that are no nodes themselves are there already */
    GraphRun(Map<String, Set<String>> needs, BlockingQueue<Runnable> inbox) {
        this.inbox = inbox;
        needs.forEach((node, others) -> {
            var own = new LinkedHashSet<>(others);
            own.retainAll(needs.keySet());
            own.remove(node);
            waiting.put(node, own);
        });
    }

    /** The graph with every arrow turned round: what must go before what. */
    static Map<String, Set<String>> reversed(Map<String, Set<String>> needs) {
        var reversed = new LinkedHashMap<String, Set<String>>();
        var names = new ArrayList<>(needs.keySet());
        java.util.Collections.reverse(names);
        names.forEach(name -> reversed.put(name, new LinkedHashSet<>()));
        needs.forEach(
                (node, others) -> others.stream().filter(reversed::containsKey).forEach(other -> reversed.get(other)
                        .add(node)));
        return reversed;
    }

    /** Starts no more nodes; those under way are waited for. */
    void stop() {
        stopped = true;
    }

    /**
     * Runs until nothing is under way and nothing can start.
     *
     * @param node starts one; it may end before this returns
     */
    void run(BiConsumer<String, Done> node) throws InterruptedException {
        startReady(node);
        while (underWay > 0) {
            inbox.take().run();
            startReady(node);
        }
    }

    private void startReady(BiConsumer<String, Done> node) {
        boolean progress = true;
        while (progress && !stopped) {
            progress = false;
            for (String name : ready()) {
                if (stopped) {
                    return;
                }
                waiting.remove(name);
                underWay++;
                progress = true;
                node.accept(name, well -> ended(name, well));
            }
        }
    }

    private List<String> ready() {
        return waiting.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void ended(String name, boolean well) {
        underWay--;
        if (well) {
            waiting.values().forEach(needs -> needs.remove(name));
        }
    }
}
