package connectlocal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A word that is in every secret that a test hands to an emulator, and all that the emulator has shown and written
 * since. What the test itself wrote for it is in a folder named {@code in}.
 */
final class Canary {
    static final String WORD = "CanaryYq7Zt1";
    private static final int LONGEST_FILE = 5_000_000;

    private final Map<String, String> seen = new LinkedHashMap<>();
    private final Set<String> secrets = new TreeSet<>(Set.of(WORD));

    /** A secret that the emulator has made, and rightly shown once. */
    void watch(String secret) {
        assertThat(secret).hasSizeGreaterThan(10);
        secrets.add(secret);
    }

    /** What was shown in a place; whoever asks for it gets it back. */
    String saw(String place, String text) {
        seen.merge(place, text, String::concat);
        return text;
    }

    /** What the emulator says of itself and of what it was asked. */
    void sawPages(EmulatorProcess emulator, String... more) throws Exception {
        var pages = new ArrayList<>(
                List.of("state", "state?as=seed", "requests", "requests/count", "faults", "switches", "health"));
        List.of("regions", "instances", "cloudcontrol", "stacks", "invocations", "calls")
                .forEach(page -> pages.add("console/" + page));
        pages.add("console/users?instance=" + EmulatorProcess.ID);
        pages.addAll(List.of(more));
        for (String page : pages) {
            assertThat(saw(page, emulator.send("GET", "/_emulator/" + page, "")))
                    .as(page)
                    .doesNotContain("is required, as in", "no such region")
                    .hasSizeGreaterThan(1);
        }
    }

    /** What everybody on this machine sees of its processes. */
    void sawProcesses(EmulatorProcess emulator) throws IOException {
        var all = new ArrayList<ProcessHandle>(List.of(emulator.process.toHandle()));
        all.addAll(emulator.process.descendants().toList());
        for (ProcessHandle one : all) {
            for (String file : List.of("cmdline", "environ")) {
                Path path = Path.of("/proc", String.valueOf(one.pid()), file);
                saw(path.toString(), new String(Files.readAllBytes(path), ISO_8859_1));
            }
        }
        assertThat(all).as("the emulator, and a process of the provider").hasSizeGreaterThan(1);
    }

    /** What is in the files below a folder. */
    void sawFiles(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getParent().endsWith("in") && Files.size(file) < LONGEST_FILE) {
                    saw(file.toString(), new String(Files.readAllBytes(file), ISO_8859_1));
                }
            }
        }
    }

    /** Sets a fault, does something, and takes the fault away, which must have struck. */
    void struck(EmulatorProcess emulator, Map<String, String> fault, Work work) throws Exception {
        emulator.connect("POST", "/_emulator/faults", Json.MAPPER.writeValueAsString(fault));
        work.run();
        var faults = emulator.connect("GET", "/_emulator/faults", "");
        assertThat(faults.at("/0/struck").asInt()).as(faults.toString()).isEqualTo(1);
        emulator.send("DELETE", "/_emulator/faults", "");
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Fails with the places where a secret is. */
    void assertThatNoPlaceHasIt() {
        assertThat(seen.keySet()).anyMatch(place -> place.endsWith("state.log"));
        Set<String> forms = new TreeSet<>();
        secrets.forEach(secret -> forms.addAll(forms(secret)));
        var hits = new TreeSet<String>();
        seen.forEach((place, text) -> forms.stream().filter(text::contains).forEach(form -> hits.add(place)));
        assertThat(hits).as("places with a secret, of " + seen.size()).isEmpty();
    }

    private static Set<String> forms(String secret) {
        var forms = new TreeSet<>(List.of(secret, URLEncoder.encode(secret, UTF_8)));
        // Whatever stands before it, these letters come out of it.
        for (String before : List.of("", "x", "xx")) {
            String coded = Base64.getEncoder().withoutPadding().encodeToString((before + secret).getBytes(UTF_8));
            forms.add(coded.substring(before.isEmpty() ? 0 : 4, coded.length() - 4));
        }
        return forms;
    }
}
