package connectlocal.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the faults that an emulator starts with, from wherever they are given. */
public final class FaultFile {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private FaultFile() {}

    /**
     * The faults to begin with.
     *
     * @param specs as the option {@code --fault} has them
     * @param file a YAML list of faults
     * @param seed faults of the seed file, by the place where each stands
     * @param accountId whose callers they strike
     * @throws IllegalArgumentException which is wrong, and what was expected
     */
    public static Faults gather(
            List<String> specs, Optional<Path> file, Map<String, Map<String, String>> seed, String accountId) {
        List<FaultSpec> all = new ArrayList<>();
        seed.forEach((where, members) -> all.add(FaultSpec.of(members, where)));
        file.ifPresent(path -> all.addAll(read(path)));
        specs.forEach(text -> all.add(FaultSpec.of(text)));
        return new Faults(accountId, all);
    }

    private static List<FaultSpec> read(Path file) {
        List<FaultSpec> all = new ArrayList<>();
        try {
            JsonNode list = YAML.readTree(Files.readString(file));
            if (!list.isArray()) {
                throw new IllegalArgumentException("--faults " + file + ": must be a list of faults");
            }
            for (JsonNode one : list) {
                all.add(FaultSpec.of(members(one), "--faults " + file + ", fault " + (all.size() + 1)));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("--faults " + file + ": cannot be read as YAML", e);
        }
        return all;
    }

    /** The members of one fault as texts. */
    static Map<String, String> members(JsonNode fault) {
        if (!fault.isObject()) {
            throw new IllegalArgumentException("a fault must be an object such as {kind: throttle, service: connect}");
        }
        Map<String, String> members = new LinkedHashMap<>();
        fault.properties().forEach(member -> {
            if (!member.getValue().isValueNode()) {
                throw new IllegalArgumentException(member.getKey() + " must be a text or a number");
            }
            members.put(member.getKey(), member.getValue().asText());
        });
        return members;
    }
}
