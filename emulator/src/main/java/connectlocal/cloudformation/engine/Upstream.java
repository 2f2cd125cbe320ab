package connectlocal.cloudformation.engine;

import java.util.LinkedHashSet;
import java.util.Set;

/** What a change set knows, on its way through the graph, of the resources that others take values from. */
final class Upstream {
    /** Logical ids of what does not exist yet, or gives way to another: nothing is known of their values. */
    final Set<String> unknown = new LinkedHashSet<>();

    /** Those of the unknown that only perhaps give way to another. */
    final Set<String> uncertain = new LinkedHashSet<>();

    /** Logical ids of what stays and changes: any of its attributes may be another one afterwards. */
    final Set<String> modified = new LinkedHashSet<>();
}
