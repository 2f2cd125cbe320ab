package connectlocal.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the file of {@code --auth}: a map of access key ids to secret access keys, YAML or JSON. */
public final class KeyFile {
    private static final String EXPECTED =
            "expected a map of access key ids (11 to 128 letters, digits and _) to secret access"
                    + " keys, e.g. AKIDEXAMPLE00000001: some-secret";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private KeyFile() {}

    /**
     * The key pairs of a file.
     *
     * @throws IllegalArgumentException what is wrong with which file; secrets are not quoted
     */
    public static List<KeyPair> read(Path file) {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            if (String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")) {
                throw new IllegalArgumentException("--auth " + file + ", line "
                        + e.getLocation().getLineNr() + ": this access key id stands there twice; " + EXPECTED);
            }
            throw new IllegalArgumentException("--auth " + file + ": neither YAML nor JSON; " + EXPECTED, null);
        } catch (IOException e) {
            throw new IllegalArgumentException("--auth " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (root == null || !root.isObject() || root.isEmpty()) {
            throw new IllegalArgumentException("--auth " + file + ": " + EXPECTED);
        }
        var pairs = new ArrayList<KeyPair>();
        root.properties().forEach(pair -> {
            boolean key = pair.getKey().matches("\\w{11,128}");
            boolean secret =
                    pair.getValue().isTextual() && !pair.getValue().asText().isEmpty();
            if (!key || !secret) {
                throw new IllegalArgumentException("--auth " + file + ", key "
                        + (key ? pair.getKey() + ": its secret must be a text" : pairs.size() + 1 + ": ")
                        + (key ? "" : EXPECTED));
            }
            pairs.add(new KeyPair(pair.getKey(), pair.getValue().asText(), "", null));
        });
        return pairs;
    }
}
