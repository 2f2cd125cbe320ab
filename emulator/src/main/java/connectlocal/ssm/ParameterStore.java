package connectlocal.ssm;

import connectlocal.http.AwsError;
import connectlocal.state.Keep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters of one account and region, in memory and bounded. */
public final class ParameterStore {
    private static final int MOST_PARAMETERS = 10_000;
    private static final int MOST_VERSIONS = 100;

    private final Map<String, List<Version>> parameters = new TreeMap<>();
    private final Map<String, String> initial;
    private final Map<String, Version> begun = new HashMap<>();
    private final KeptParameters kept;

    /**
     * What a parameter was at some time.
     *
     * @param number counts from 1
     */
    record Version(String name, String type, String value, long number, Instant modified) {
        boolean isSecure() {
            return type.equals("SecureString");
        }
    }

    /**
     * @param initial what is there from the start and after every reset, by name
     * @param keep where later changes are written down, and what was written down before
     */
    public ParameterStore(Map<String, String> initial, Keep keep) {
        this.initial = Map.copyOf(initial);
        this.kept = new KeptParameters(keep);
        begin();
        kept.gone().forEach(parameters::remove);
        kept.versions()
                .forEach(version -> add(parameters.computeIfAbsent(version.name(), n -> new ArrayList<>()), version));
    }

    /** Back to what was there at the start. */
    public synchronized void reset() {
        kept.clear();
        parameters.clear();
        begin();
    }

    private void begin() {
        Instant now = Instant.now();
        initial.forEach((name, value) -> {
            var first = new Version(name, "String", value, 1, now);
            begun.put(name, first);
            parameters.put(name, new ArrayList<>(List.of(first)));
        });
    }

    /**
     * The value behind {@code name} or {@code name:version}. What was there at the start has no history here, so as
     * long as nobody has changed it, it is the one that is meant, whatever the version.
     */
    public synchronized Optional<String> value(String reference) {
        String name = reference.replaceFirst(":[0-9]+$", "");
        return find(reference).or(() -> untouched(name)).map(Version::value);
    }

    /** Whether the same is what only those may see who ask for its decryption. */
    public synchronized boolean isSecure(String reference) {
        return find(reference).filter(Version::isSecure).isPresent();
    }

    private Optional<Version> untouched(String name) {
        List<Version> versions = parameters.getOrDefault(name, List.of());
        return versions.stream()
                .filter(only -> versions.size() == 1 && only == begun.get(name))
                .findFirst();
    }

    synchronized Optional<Version> find(String reference) {
        int colon = reference.lastIndexOf(':');
        List<Version> whole = parameters.get(reference);
        if (whole != null) {
            return Optional.of(whole.get(whole.size() - 1));
        }
        if (colon < 0 || !parameters.containsKey(reference.substring(0, colon))) {
            return Optional.empty();
        }
        return parameters.get(reference.substring(0, colon)).stream()
                .filter(version -> String.valueOf(version.number()).equals(reference.substring(colon + 1)))
                .findFirst();
    }

    synchronized long put(String name, String type, String value, boolean overwrite) {
        List<Version> versions = parameters.get(name);
        if (versions != null && !overwrite) {
            throw new AwsError(
                    "ParameterAlreadyExists",
                    400,
                    "The parameter already exists. To overwrite this value, set the overwrite option in the"
                            + " request to true.");
        }
        if (versions == null && parameters.size() >= MOST_PARAMETERS) {
            throw new AwsError(
                    "ParameterLimitExceeded", 400, "You have exceeded the number of parameters: " + MOST_PARAMETERS);
        }
        long number = versions == null ? 1 : versions.get(versions.size() - 1).number() + 1;
        var version = new Version(name, type, value, number, Instant.now());
        kept.put(version, number - MOST_VERSIONS);
        add(parameters.computeIfAbsent(name, n -> new ArrayList<>()), version);
        return number;
    }

    synchronized boolean delete(String name) {
        if (!parameters.containsKey(name)) {
            return false;
        }
        kept.delete(name, initial.containsKey(name));
        parameters.remove(name);
        return true;
    }

    private static void add(List<Version> versions, Version version) {
        versions.add(version);
        if (versions.size() > MOST_VERSIONS) {
            versions.remove(0);
        }
    }
}
