package connectlocal.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Starts the emulator again in a JVM that has an archive of its classes, for a running one cannot take one up and
 * {@code java -jar} names none. Where there is no archive yet, or none is wanted, or this JVM was started with options
 * of which two would be in each other's way, the emulator runs here.
 *
 * @param jar the emulator's jar, in the folder with everything that belongs to it
 * @param environment the variables that this JVM was given
 */
record Relaunch(Path jar, Map<String, String> environment) {
    private static final String ARCHIVES = "EMULATOR_ARCHIVES";
    private static final Set<String> SHORT = Set.of("health", "seed");
    /** As it is started by a process that it must not outlive, after {@code -cp JAR}. */
    private static final List<String> TIED_LAUNCHER = List.of(Tied.class.getName(), Launcher.class.getName());

    private static final int STOP_SECONDS = 30;

    /** Runs it to its end and returns its exit code, or empty when it is to run in this JVM. */
    Optional<Integer> run(String[] args) throws InterruptedException {
        if (args.length > 0 && SHORT.contains(args[0])) {
            return Optional.empty(); // a command that ends at once: a second JVM would take longer than it does
        }
        if (environment.getOrDefault(ARCHIVES, "").equals("no")) {
            System.setProperty(ArchiveFolder.OWN, "");
            return Optional.empty();
        }
        var folder = new ArchiveFolder(jar.resolveSibling("archives"));
        String name = "emulator-" + jvm();
        System.setProperty(ArchiveFolder.OWN, folder.path().resolve(name).toString());
        Optional<Path> archive = folder.find(name);
        var info = ProcessHandle.current().info();
        Optional<List<String>> options = info.arguments().flatMap(own -> harmless(List.of(own)));
        if (archive.isEmpty() || options.isEmpty() || info.command().isEmpty() || othersAddOptions()) {
            return Optional.empty();
        }
        var command = new ArrayList<String>();
        command.add(info.command().get());
        command.add("-XX:TieredStopAtLevel=1");
        if (options.get().stream().noneMatch(option -> option.endsWith("GC"))) {
            command.add("-XX:+UseSerialGC");
        }
        command.addAll(options.get());
        command.addAll(ArchiveFolder.options(archive.get()));
        command.add("-D" + ArchiveFolder.OWN + "=" + folder.path().resolve(name));
        command.addAll(List.of("-cp", jar.toString(), Tied.class.getName(), Launcher.MAIN));
        command.addAll(List.of(args));
        return run(new ProcessBuilder(command));
    }

    private static Optional<Integer> run(ProcessBuilder builder) throws InterruptedException {
        Process emulator;
        try {
            emulator = builder.inheritIO()
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(emulator), "stop"));
        return Optional.of(emulator.waitFor());
    }

    private static void stop(Process emulator) {
        emulator.destroy();
        try {
            emulator.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** This JVM's options, if another JVM may have them at the same time: no agent, no port, no archive. */
    static Optional<List<String>> harmless(List<String> arguments) {
        int tied = Collections.indexOfSubList(arguments, TIED_LAUNCHER);
        boolean isTied = tied >= 2 && arguments.get(tied - 2).equals("-cp");
        int end = isTied ? tied - 2 : arguments.indexOf("-jar");
        if (end < 0) {
            return Optional.empty();
        }
        List<String> options = arguments.subList(0, end);
        boolean harmless = options.stream()
                .allMatch(option -> option.matches(
                        "-X(mx|ms|ss).+|-XX:\\+Use\\w+GC|-XX:TieredStopAtLevel=\\d|-Xshare:auto|-D(?!com\\.sun\\.).+"));
        return harmless ? Optional.of(options) : Optional.empty();
    }

    private boolean othersAddOptions() {
        return ArchiveFolder.ADD_OPTIONS.stream().anyMatch(environment::containsKey);
    }

    /** Another for another JVM or another place of it. */
    private static String jvm() {
        String version = System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9.+]", "_");
        String place = System.getProperty("java.vm.name") + System.getProperty("java.home");
        return version + "-" + Integer.toHexString(place.hashCode());
    }
}
