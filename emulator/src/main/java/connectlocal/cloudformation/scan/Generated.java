package connectlocal.cloudformation.scan;

import java.time.Instant;
import java.util.Map;

/**
 * A template of living resources.
 *
 * @param resources by logical id, as they were when it was made
 * @param deletion DELETE or RETAIN
 * @param replacement DELETE or RETAIN
 */
record Generated(
        String id, String name, Instant time, Map<String, Found> resources, String deletion, String replacement) {}
