package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import connectlocal.cloudformation.template.model.TemplateError;
import connectlocal.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What Secrets Manager and the Parameter Store hold on this machine: a file with the sections {@code secretsmanager}
 * and {@code ssm}. Those of the first are handed to handlers and shown nowhere; those of the second are what the
 * Parameter Store begins with, and it shows them as on AWS.
 */
public final class LocalValues {
    private final JsonNode secrets;
    private final JsonNode parameters;
    private final Function<String, Optional<String>> store;
    private final Predicate<String> secure;

    private LocalValues(JsonNode root) {
        this.secrets = root.path("secretsmanager");
        this.parameters = root.path("ssm");
        this.store = this::inFile;
        this.secure = name -> false;
    }

    private LocalValues(LocalValues file, Function<String, Optional<String>> store, Predicate<String> secure) {
        this.secrets = file.secrets;
        this.parameters = file.parameters;
        this.store = store;
        this.secure = secure;
    }

    /**
     * The same with parameters that somebody else holds from now on.
     *
     * @param secure which of them are SecureStrings, for handlers alone
     */
    public LocalValues withParameters(Function<String, Optional<String>> held, Predicate<String> secure) {
        return new LocalValues(this, held, secure);
    }

    /** The parameters of the file, by name. */
    public Map<String, String> parameters() {
        var all = new TreeMap<String, String>();
        parameters.fieldNames().forEachRemaining(name -> inFile(name).ifPresent(value -> all.put(name, value)));
        return all;
    }

    /** No values at all. */
    public static LocalValues none() {
        return new LocalValues(Json.MAPPER.createObjectNode());
    }

    /**
     * Reads a file, YAML or JSON.
     *
     * @throws IllegalArgumentException what is wrong with which file; values are not quoted
     */
    public static LocalValues load(Path file) {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readAllBytes(file));
            if (root != null && root.isObject() && isSection(root, "secretsmanager") && isSection(root, "ssm")) {
                return new LocalValues(root);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("secrets " + file + ": neither YAML nor JSON", null);
        } catch (IOException e) {
            throw new IllegalArgumentException("secrets " + file + " cannot be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "secrets " + file + ": expected the sections secretsmanager and ssm, each with names and values");
    }

    /**
     * What a dynamic reference stands for; {@code secret-id:SecretString:json-key:stage:version}, {@code name:version}.
     */
    Optional<String> secret(String service, String reference) {
        if (!service.equals("secretsmanager")) {
            return service.equals("ssm-secure") ? store.apply(reference) : ssmParameter(reference);
        }
        String id = reference;
        String key = "";
        int at = reference.indexOf(":SecretString");
        if (at >= 0) {
            id = reference.substring(0, at);
            String[] rest = reference.substring(at).split(":", -1);
            key = rest.length > 2 ? rest[2] : "";
        }
        JsonNode secret = secrets.path(id);
        if (secret.isMissingNode() && id.startsWith("arn:")) {
            String name = id.substring(id.lastIndexOf(':') + 1);
            secret = secrets.has(name) ? secrets.path(name) : secrets.path(name.replaceAll("-[A-Za-z0-9]{6}$", ""));
        }
        return key.isEmpty() ? whole(secret) : member(secret, key);
    }

    /**
     * The value of a parameter, by its name or with a version behind it.
     *
     * @throws TemplateError when it is a SecureString: what becomes of it in a stack would be shown
     */
    Optional<String> ssmParameter(String name) {
        if (secure.test(name)) {
            throw new TemplateError(
                    "Parameters [" + name + "] referenced by template have types not supported by CloudFormation.");
        }
        return store.apply(name);
    }

    /** What the file says; it knows no versions. */
    private Optional<String> inFile(String name) {
        JsonNode value = parameters.path(name);
        return whole(value.isMissingNode() ? parameters.path(name.replaceAll(":[0-9]+$", "")) : value);
    }

    private static Optional<String> member(JsonNode secret, String key) {
        try {
            JsonNode object = secret.isTextual() ? Json.MAPPER.readTree(secret.asText()) : secret;
            return whole(object.path(key));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> whole(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.isValueNode() ? value.asText() : value.toString());
    }

    private static boolean isSection(JsonNode root, String name) {
        return root.path(name).isMissingNode() || root.path(name).isObject();
    }
}
