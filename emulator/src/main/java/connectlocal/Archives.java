package connectlocal;

import connectlocal.lambda.ChildArchives;
import connectlocal.lambda.Provider;
import connectlocal.lambda.RuntimeClient;
import connectlocal.launch.ArchiveFolder;
import connectlocal.launch.OwnFile;
import connectlocal.launch.PlainJars;
import connectlocal.launch.Tied;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes the archives from which the next emulator and its functions start, where they are missing: a {@link Rehearsal}
 * in a process of its own, at a low priority, when this emulator has been up for a while. Nothing depends on it; where
 * it cannot write, everything goes on without.
 */
final class Archives implements AutoCloseable {
    private static final Path NICE = Path.of("/usr/bin/nice");
    /** What ends before is a short test, or a command that was mistyped. */
    private static final long AFTER_MILLIS = 1_500;

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    /** What a process ends with that a signal of somebody else has ended: HUP, INT, KILL, TERM. */
    private static final Set<Integer> FROM_OUTSIDE = Set.of(128 + 1, 128 + 2, 128 + 9, 128 + 15);

    private static final String LIBRARIES = "lib";

    private final List<Provider> providers;
    private final RuntimeClient client;
    private final Optional<Path> own = Optional.ofNullable(System.getProperty(ArchiveFolder.OWN))
            .filter(named -> !named.isEmpty())
            .map(Path::of);
    private final Thread thread = new Thread(this::makeMissing, "archives");

    Archives(List<Provider> providers, RuntimeClient client) {
        this.providers = providers;
        this.client = client;
    }

    /** Begins, unless whoever started this JVM has named no archive. */
    void begin() {
        if (own.isPresent()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void makeMissing() {
        try {
            Thread.sleep(AFTER_MILLIS);
            layJars();
            if (!complete()) {
                folder().alone(() -> {
                    if (!complete()) {
                        rehearse();
                    }
                });
            }
        } catch (IOException | RuntimeException cannotWrite) {
            // As slow as before.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** For archives can hold the classes of some jars only where those lie elsewhere. */
    private void layJars() throws IOException {
        new ChildArchives(providers, client).layJars();
        Path jar = OwnFile.path();
        if (!PlainJars.isPlain(jar)) {
            var jars = new HashMap<>(Map.of(jar.getFileName().toString(), jar));
            try (DirectoryStream<Path> lib = Files.newDirectoryStream(jar.resolveSibling(LIBRARIES), "*.jar")) {
                lib.forEach(file -> jars.put(LIBRARIES + "/" + file.getFileName(), file));
            }
            PlainJars.lay(ownName(), jars);
        }
    }

    /** Where whoever starts the next emulator finds its jar. */
    private Path readableJar() throws IOException {
        Path jar = OwnFile.path();
        return Optional.of(ownName())
                .filter(name -> !PlainJars.isPlain(jar))
                .flatMap(PlainJars::folder)
                .map(folder -> folder.resolve(jar.getFileName()))
                .filter(Files::exists)
                .orElse(jar);
    }

    private boolean complete() throws IOException {
        return names().stream().allMatch(name -> folder().find(name).isPresent() || folder().isGivenUp(name));
    }

    private List<String> names() throws IOException {
        var names = new ArrayList<>(new ChildArchives(providers, client).names());
        names.add(ownName());
        return names;
    }

    private void rehearse() throws IOException, InterruptedException {
        Path part = folder().part();
        var builder = new ProcessBuilder(command(part))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeAll(ArchiveFolder.ADD_OPTIONS);
        Process process = builder.start();
        try {
            Duration rest = restAfter(process, PATIENCE);
            if (!process.isAlive() && process.exitValue() == 0) {
                folder().publish(part, ownName());
            }
            folder().giveUpMissing(names(), rest);
        } finally {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            Files.deleteIfExists(part);
        }
    }

    /**
     * How long no other one is worth while: a day where it would end alike, an hour where this machine was too busy,
     * not at all where somebody ended this one.
     */
    static Duration restAfter(Process process, Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Duration.ofHours(1);
        }
        return FROM_OUTSIDE.contains(process.exitValue()) ? Duration.ZERO : ArchiveFolder.LONGEST;
    }

    private List<String> command(Path part) throws IOException {
        var command = new ArrayList<String>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-XX:ArchiveClassesAtExit=" + part);
        command.add("-D" + OwnFile.JAR + "=" + OwnFile.path());
        command.add("-D" + PlainJars.FOLDER + "=" + System.getProperty(PlainJars.FOLDER, ""));
        command.addAll(List.of("-cp", readableJar().toString()));
        command.addAll(List.of(Tied.class.getName(), Rehearsal.class.getName(), "--port", "0", "--lambda-port", "0"));
        command.addAll(List.of("--runtime-client", client.name()));
        for (Provider provider : providers) {
            command.addAll(List.of("--provider", provider.jar().toString()));
            command.addAll(List.of("--schema", provider.schema().toString()));
        }
        return command;
    }

    private ArchiveFolder folder() {
        return new ArchiveFolder(own.orElseThrow().getParent());
    }

    private String ownName() {
        return own.orElseThrow().getFileName().toString();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
