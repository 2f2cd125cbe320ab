package connectlocal.connect;

import connectlocal.connect.Instance.HierarchyGroup;
import connectlocal.connect.Instance.Named;
import connectlocal.connect.wire.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the local AWS starts with: an account, a region, and Amazon Connect instances with all that users refer to. */
public final class Seed {
    private static final String BUILT_IN = "/connectlocal/connect/default-seed.yaml";

    private final String accountId;
    private final String region;
    private final List<InstanceSeed> instances;
    private final Map<String, Map<String, String>> faults;
    private final String digest;

    Seed(
            String accountId,
            String region,
            List<InstanceSeed> instances,
            Map<String, Map<String, String>> faults,
            String digest) {
        this.digest = digest;
        this.faults = Collections.unmodifiableMap(faults);
        this.accountId = accountId;
        this.region = region;
        this.instances = List.copyOf(instances);
    }

    /**
     * Reads a seed file (YAML; the form is described in {@code CONNECT.md}).
     *
     * @throws IllegalArgumentException when the file can not be read or says something that is not understood: with
     *     file, line, member, and what was expected
     */
    public static Seed load(Path file) {
        try {
            return SeedFile.read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The seed file " + file + " can not be read: it must be an existing file with text in UTF-8", e);
        }
    }

    /** The seed that comes with the emulator: three instances, one of each identity management type. Read once. */
    public static Seed builtIn() {
        return BuiltIn.SEED;
    }

    private static final class BuiltIn {
        static final Seed SEED = read();
    }

    private static Seed read() {
        try (InputStream in = Seed.class.getResourceAsStream(BUILT_IN);
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return SeedFile.read(text.toString(), "default-seed.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException("The built-in seed is missing from this build", e);
        }
    }

    /** The AWS account, twelve digits. */
    public String accountId() {
        return accountId;
    }

    /** The AWS region, e.g. us-east-1. */
    public String region() {
        return region;
    }

    /** Faults that the file sets, unread, by the place where each stands. */
    public Map<String, Map<String, String>> faults() {
        return faults;
    }

    /** The same account in another region, where nothing is yet. */
    public Seed elsewhere(String otherRegion) {
        return new Seed(accountId, otherRegion, List.of(), Map.of(), digest);
    }

    /** By what a seed is known again: SHA-256 of its text. */
    public String digest() {
        return digest;
    }

    static String digest(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** How much there is, e.g. 1 instance, 2 users. */
    public String inWords() {
        int users =
                instances.stream().mapToInt(instance -> instance.users().size()).sum();
        return counted(instances.size(), "instance") + ", " + counted(users, "user");
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    List<InstanceSeed> instances() {
        return instances;
    }

    /**
     * One instance of the seed.
     *
     * @param userLimit most users, null for the default
     */
    record InstanceSeed(
            String id,
            String alias,
            String type,
            Integer userLimit,
            List<Named> routingProfiles,
            List<Named> securityProfiles,
            List<HierarchyGroup> hierarchyGroups,
            List<Attribute> predefinedAttributes,
            List<UserSeed> users) {}

    /** A predefined attribute with the values that proficiencies may have. */
    record Attribute(String name, Set<String> values) {}

    /**
     * One user of the seed.
     *
     * @param where file, line and member, for refusals
     * @param input its members as CreateUser takes them
     * @param proficiencies null when there are none
     */
    record UserSeed(String where, String id, Input input, List<Proficiency> proficiencies) {}
}
