package connectlocal.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the faults that an emulator starts with, from wherever they are given. */
public final class FaultFile {
    private static final String EXPECTED = "a list of faults such as - {kind: throttle, service: connect}";

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
        String option = "--faults " + file;
        JsonNode list = YamlFile.read(file, option, EXPECTED);
        if (!list.isArray()) {
            throw new IllegalArgumentException(option + ": must be " + EXPECTED);
        }
        List<FaultSpec> all = new ArrayList<>();
        for (JsonNode one : list) {
            all.add(spec(one, option + ", fault " + (all.size() + 1)));
        }
        return all;
    }

    /**
     * One fault; members that are null are left out.
     *
     * @param where where it stands, for refusals
     * @throws IllegalArgumentException which is wrong, where, and what was expected
     */
    static FaultSpec spec(JsonNode fault, String where) {
        if (!fault.isObject()) {
            throw new IllegalArgumentException(
                    where + ": a fault must be an object such as {kind: throttle, service: connect}");
        }
        Map<String, String> members = new LinkedHashMap<>();
        fault.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!value.isValueNode()) {
                throw new IllegalArgumentException(where + ": " + member.getKey() + " must be a text or a number");
            }
            if (!value.isNull()) {
                members.put(member.getKey(), value.asText());
            }
        });
        return FaultSpec.of(members, where);
    }
}
