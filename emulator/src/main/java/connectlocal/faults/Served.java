package connectlocal.faults;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import connectlocal.connect.wire.ApiModel;
import connectlocal.connect.wire.OperationModel;
import connectlocal.provider.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be struck: the services here with their operations, and the statuses of their errors. A fault or a quota for
 * anything else would never strike, and whoever set it would take a misspelling for a success.
 */
final class Served {
    /** Any service, or any operation. */
    static final String ANY = "*";

    /** What a call of a function is called in the request log. */
    private static final String INVOKE = "Invoke";

    private static final Map<String, Service> SERVICES = read();

    /** Errors of every service. */
    private static final Service COMMON = SERVICES.remove(ANY);

    /** One service; operations and errors by status. */
    private record Service(Set<String> operations, Map<Integer, List<String>> statuses) {}

    private Served() {}

    private static Map<String, Service> read() {
        try (var file = Served.class.getResourceAsStream("/connectlocal/faults/services.yaml")) {
            var services = new YAMLMapper().readValue(file, new TypeReference<TreeMap<String, Service>>() {});
            services.computeIfPresent("connect", (name, connect) -> new Service(connects(), connect.statuses()));
            return services;
        } catch (IOException e) {
            throw new UncheckedIOException("The table of services is missing from this build", e);
        }
    }

    private static Set<String> connects() {
        return ApiModel.load().operations().stream().map(OperationModel::name).collect(Collectors.toSet());
    }

    /** The services by name. */
    static Set<String> services() {
        return SERVICES.keySet();
    }

    /** The operations of a service, or of all when any is meant. */
    static Set<String> operations(String service) {
        Set<String> operations = new TreeSet<>();
        SERVICES.forEach((name, one) -> {
            if (service.equals(ANY) || service.equals(name)) {
                operations.addAll(one.operations());
            }
        });
        return operations;
    }

    /** The status of an error of a service, Connect's when any is meant; 0 when it is not known. */
    static int status(String service, String type) {
        Service own = SERVICES.get(service.equals(ANY) ? "connect" : service);
        return Stream.of(own, COMMON)
                .flatMap(one -> one.statuses().entrySet().stream())
                .filter(errors -> errors.getValue().contains(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    /** @throws IllegalArgumentException when a fault of this kind could never strike there, and why */
    static void requireStrikes(FaultKind kind, String service, String operation) {
        if (!service.equals(ANY) && !SERVICES.containsKey(service)) {
            throw new IllegalArgumentException("service must be one of " + String.join(", ", services()) + ", " + ANY
                    + ", not \"" + service + "\"");
        }
        if (kind.ofFunctions()) {
            requireFunction(kind, service, operation);
        } else if (!operation.equals(ANY)) {
            requireOperation(service, operation);
        }
    }

    private static void requireFunction(FaultKind kind, String service, String operation) {
        if (!List.of(ANY, "lambda").contains(service)) {
            throw new IllegalArgumentException(
                    kind.inWords() + " strikes functions: service must be lambda, not \"" + service + "\"");
        }
        List<String> actions = actions();
        if (!operation.equals(ANY) && !operation.equals(INVOKE) && !actions.contains(operation)) {
            throw new IllegalArgumentException(kind.inWords() + " strikes functions: operation must be one of "
                    + String.join(", ", actions) + ", " + INVOKE + ", " + ANY + ", not \"" + operation + "\"");
        }
    }

    /** @throws IllegalArgumentException when the service, or none of all when any is meant, has no such operation */
    static void requireOperation(String service, String operation) {
        if (actions().contains(operation)) {
            throw new IllegalArgumentException("operation " + operation + " is a handler's action, which only kinds "
                    + "that strike functions meet, such as crash-before; calls of functions are " + INVOKE);
        }
        Set<String> operations = operations(service);
        if (!operations.contains(operation)) {
            String whose = service.equals(ANY) ? "a service" : service;
            throw new IllegalArgumentException("operation must be one that " + whose + " has here, such as "
                    + Nearest.to(operation, operations) + ", or " + ANY + ", not \"" + operation + "\"");
        }
    }

    private static List<String> actions() {
        return Arrays.stream(Action.values()).map(Action::name).toList();
    }
}
