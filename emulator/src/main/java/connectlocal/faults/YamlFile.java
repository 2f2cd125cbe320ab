package connectlocal.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the YAML files of options as strictly as a seed: what stands there twice, or after the end, is refused. */
final class YamlFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private YamlFile() {}

    /**
     * What a file holds.
     *
     * @param where how the file is called in refusals, e.g. {@code --faults FILE}
     * @param expected what it should hold, for refusals
     * @throws IllegalArgumentException when there is no such file, or it is no YAML, and where it breaks
     */
    static JsonNode read(Path file, String where, String expected) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(where + ": there is no such file; expected " + expected, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    where + ": cannot be read as text in UTF-8 (" + e + "); expected " + expected, e);
        }
        return parse(text, where, expected);
    }

    /** The same of a text. */
    static JsonNode parse(String text, String where, String expected) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    where + line + ": cannot be read as YAML: " + firstLine(e.getOriginalMessage()) + "; expected "
                            + expected,
                    e);
        }
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
