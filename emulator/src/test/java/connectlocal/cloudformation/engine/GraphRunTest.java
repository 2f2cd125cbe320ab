package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class GraphRunTest {
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final List<String> log = new ArrayList<>();

    @Test
    void run_chainAndSide_startsWhatWaitsForNothingAndFollowsTheArrows() throws Exception {
        new GraphRun(needs("c", "b", "b", "a", "a", "", "x", ""), inbox).run((node, done) -> {
            log.add("+" + node);
            inbox.add(() -> {
                log.add("-" + node);
                done.end(true);
            });
        });
        assertThat(log).containsExactly("+a", "+x", "-a", "+b", "-x", "-b", "+c", "-c");
    }

    @Test
    void run_failedNode_keepsThoseThatWaitForItFromStartingAndNoOthers() throws Exception {
        new GraphRun(needs("a", "", "b", "a", "x", "", "y", "x"), inbox).run((node, done) -> {
            log.add(node);
            done.end(!node.equals("a"));
        });
        assertThat(log).containsExactly("a", "x", "y");
    }

    @Test
    void stop_duringARun_waitsForWhatIsUnderWayAndStartsNothingElse() throws Exception {
        var graph = new GraphRun(needs("a", "", "b", "", "c", "b"), inbox);
        graph.run((node, done) -> inbox.add(() -> {
            log.add(node);
            graph.stop();
            done.end(true);
        }));
        assertThat(log).containsExactly("a", "b");
    }

    @Test
    void reversed_graph_turnsEveryArrowAndTheOrder() {
        assertThat(GraphRun.reversed(needs("a", "", "b", "a", "c", "a,b")))
                .isEqualTo(needs("c", "", "b", "c", "a", "b,c"));
    }

    private static Map<String, Set<String>> needs(String... pairs) {
        var needs = new LinkedHashMap<String, Set<String>>();
        for (int i = 0; i < pairs.length; i += 2) {
            needs.put(pairs[i], pairs[i + 1].isEmpty() ? Set.of() : Set.of(pairs[i + 1].split(",")));
        }
        return needs;
    }
}
