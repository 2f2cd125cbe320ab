package connectlocal.cloudformation.template.check;

import connectlocal.cloudformation.template.model.TemplateError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses resources that need each other. */
public final class Cycles {
    private Cycles() {}

    /** Takes away whatever needs nothing that is left, then whatever nothing left needs; the rest runs in circles. */
    public static void refuse(Map<String, Set<String>> needs) {
        Map<String, Set<String>> left = withoutLeaves(needs);
        Map<String, Set<String>> circles = withoutLeaves(reversed(left));
        List<String> names = new ArrayList<>();
        for (String name : needs.keySet()) {
            if (circles.containsKey(name)) {
                names.add(name);
            }
        }
        if (!names.isEmpty()) {
            throw new TemplateError("Circular dependency between resources: " + names);
        }
    }

    private static Map<String, Set<String>> withoutLeaves(Map<String, Set<String>> needs) {
        Map<String, Set<String>> dependants = reversed(needs);
        Map<String, Integer> open = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        needs.forEach((name, needed) -> {
            open.put(name, needed.size());
            if (needed.isEmpty()) {
                ready.add(name);
            }
        });
        Map<String, Set<String>> left = new LinkedHashMap<>(needs);
        while (!ready.isEmpty()) {
            String done = ready.remove();
            left.remove(done);
            for (String dependant : dependants.getOrDefault(done, Set.of())) {
                if (open.merge(dependant, -1, Integer::sum) == 0) {
                    ready.add(dependant);
                }
            }
        }
        left.replaceAll((name, needed) -> {
            Set<String> kept = new LinkedHashSet<>(needed);
            kept.retainAll(left.keySet());
            return kept;
        });
        return left;
    }

    private static Map<String, Set<String>> reversed(Map<String, Set<String>> needs) {
        Map<String, Set<String>> reversed = new LinkedHashMap<>();
        needs.keySet().forEach(name -> reversed.put(name, new LinkedHashSet<>()));
        needs.forEach((name, needed) -> needed.forEach(other ->
                reversed.computeIfAbsent(other, n -> new LinkedHashSet<>()).add(name)));
        return reversed;
    }
}
