package connectlocal.faults;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.faults.Quotas.Rate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads rates by service and operation, and refuses what would never count a call. */
final class QuotaFile {
    private static final String PUBLISHED = "quotas-aws.yaml";
    private static final String EXPECTED = "aws, or a YAML file such as \"connect: {CreateUser: {rate: 2, burst: 5}}\"";
    private static final Set<String> MEMBERS = Set.of("rate", "burst");

    private QuotaFile() {}

    /** Those that AWS publishes. */
    static Map<String, Map<String, Rate>> published() {
        try (var file = QuotaFile.class.getResourceAsStream("/connectlocal/faults/" + PUBLISHED)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return rates(YamlFile.parse(text, PUBLISHED, EXPECTED), PUBLISHED);
        } catch (IOException e) {
            throw new UncheckedIOException("The published quotas are missing from this build", e);
        }
    }

    /**
     * Those of a file.
     *
     * @throws IllegalArgumentException what is wrong with it, where, and what was expected
     */
    static Map<String, Map<String, Rate>> read(Path file) {
        String where = "--quotas " + file;
        return rates(YamlFile.read(file, where, EXPECTED), where);
    }

    private static Map<String, Map<String, Rate>> rates(JsonNode root, String where) {
        if (!root.isObject() || root.isEmpty()) {
            throw new IllegalArgumentException(where + ": must name at least one service; expected " + EXPECTED);
        }
        Map<String, Map<String, Rate>> rates = new LinkedHashMap<>();
        root.properties()
                .forEach(service -> rates.put(
                        service.getKey(),
                        operations(service.getKey(), service.getValue(), where + ": " + service.getKey())));
        return rates;
    }

    private static Map<String, Rate> operations(String service, JsonNode operations, String where) {
        if (!Served.services().contains(service)) {
            throw new IllegalArgumentException(
                    where + " is no service here; services are " + String.join(", ", Served.services()));
        }
        if (!operations.isObject()) {
            throw new IllegalArgumentException(where + " must name operations; expected " + EXPECTED);
        }
        Map<String, Rate> rates = new LinkedHashMap<>();
        operations.properties().forEach(operation -> {
            String name = operation.getKey();
            if (!name.equals(Quotas.OTHERS)) {
                required(service, name, where);
            }
            rates.put(name, rate(operation.getValue(), where + "." + name));
        });
        return rates;
    }

    private static void required(String service, String operation, String where) {
        try {
            Served.requireOperation(service, operation);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static Rate rate(JsonNode rate, String where) {
        rate.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException(where + ": " + member + " is not known; known are rate, burst");
            }
        });
        if (!(number(rate, "rate") > 0) || !(number(rate, "burst") >= 1)) {
            throw new IllegalArgumentException(where + " must have a rate above 0 and a burst of 1 or more");
        }
        return new Rate(number(rate, "rate"), number(rate, "burst"));
    }

    /** Also one in quotes, as members of faults may be. */
    private static double number(JsonNode rate, String name) {
        JsonNode number = rate.path(name);
        double value = number.isNumber() || number.isTextual() ? number.asDouble(Double.NaN) : Double.NaN;
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
