package connectlocal.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * A packaged CloudFormation resource provider: the jar, its schema, and the handlers that its {@code .rpdk-config}
 * names.
 *
 * @param typeName e.g. {@code AWS::Connect::User}
 * @param jar the packaged Lambda jar
 * @param schema the resource type's schema
 * @param entrypoint the handler that CloudFormation calls, {@code Class::method}
 * @param testEntrypoint the handler for requests without CloudFormation's envelope, {@code Class::method}
 */
public record Provider(String typeName, Path jar, Path schema, String entrypoint, String testEntrypoint) {
    private static final String SETTINGS = ".rpdk-config";

    /**
     * Reads what stands beside the schema.
     *
     * @throws IllegalArgumentException which file is missing or wrong, and what was expected in it
     */
    public static Provider load(Path jar, Path schema) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("--provider " + jar + ": there is no such jar");
        }
        requireArchive(jar);
        JsonNode type = read(schema, "--schema " + schema);
        Path settings = schema.toAbsolutePath().resolveSibling(SETTINGS);
        JsonNode config = read(settings, settings + ", which must stand beside the schema");
        String typeName = text(config, "typeName", settings);
        if (!typeName.equals(text(type, "typeName", schema))) {
            throw new IllegalArgumentException("%s is of type %s, but %s beside it says %s"
                    .formatted(schema, type.get("typeName").asText(), SETTINGS, typeName));
        }
        String entrypoint = text(config, "entrypoint", settings);
        return new Provider(
                typeName,
                jar.toAbsolutePath(),
                schema.toAbsolutePath(),
                entrypoint,
                testEntrypoint(config, entrypoint));
    }

    /**
     * The provider that a repository holds at its root and has packaged, if both are there; of several jars the newest.
     */
    public static Optional<Provider> ofRepository(Path root) throws IOException {
        Path settings = root.resolve(SETTINGS);
        Path target = root.resolve("target");
        if (!Files.isRegularFile(settings) || !Files.isDirectory(target)) {
            return Optional.empty();
        }
        String name = dashed(text(read(settings, settings.toString()), "typeName", settings));
        Path schema = root.resolve(name + ".json");
        try (var files = Files.newDirectoryStream(target, name + "-*.jar")) {
            Path newest = null;
            for (Path jar : files) {
                newest = newest == null || newer(jar, newest) ? jar : newest;
            }
            return newest == null || !Files.exists(schema) ? Optional.empty() : Optional.of(load(newest, schema));
        }
    }

    /** The stable name of this provider's function, e.g. {@code aws-connect-user}. */
    public String functionName() {
        return dashed(typeName);
    }

    /** The stable name of this provider's function for test requests, e.g. {@code aws-connect-user-test}. */
    public String testFunctionName() {
        return functionName() + "-test";
    }

    /** @throws IllegalArgumentException when two are of one type, and which */
    static void requireDistinct(List<Provider> providers) {
        var functions = new HashSet<String>();
        for (Provider provider : providers) {
            if (!functions.add(provider.functionName())) {
                throw new IllegalArgumentException("two providers are of type " + provider.typeName);
            }
        }
    }

    private static String dashed(String typeName) {
        return typeName.toLowerCase(Locale.ROOT).replace("::", "-");
    }

    private static boolean newer(Path a, Path b) {
        return Comparator.comparingLong((Path p) -> p.toFile().lastModified()).compare(a, b) > 0;
    }

    /** Older settings name no test entrypoint; the toolchain's is a method of the same class. */
    private static String testEntrypoint(JsonNode config, String entrypoint) {
        JsonNode named = config.get("testEntrypoint");
        return named == null ? entrypoint.replaceFirst("::.*$", "") + "::testEntrypoint" : named.asText();
    }

    private static void requireArchive(Path jar) {
        try (var archive = new JarFile(jar.toFile())) {
            if (archive.size() == 0) {
                throw new IllegalArgumentException("--provider " + jar + ": the jar is empty");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("--provider " + jar + ": this is no jar: " + e.getMessage(), e);
        }
    }

    private static JsonNode read(Path file, String what) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (java.nio.file.NoSuchFileException e) {
            throw new IllegalArgumentException(what + ": there is no such file");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(
                    what + ": not JSON, line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            throw new IllegalArgumentException(what + ": cannot be read: " + e.getMessage());
        }
    }

    private static String text(JsonNode node, String name, Path file) {
        JsonNode value = node.get(name);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException(file + ": the text \"" + name + "\" is missing");
        }
        return value.asText();
    }
}
