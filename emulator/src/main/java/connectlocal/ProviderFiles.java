package connectlocal;

import connectlocal.lambda.Provider;
import connectlocal.launch.OwnFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A packaged provider and its schema, as options name them; one without the other says nothing. */
final class ProviderFiles {
    @Option(names = "--provider", required = true, paramLabel = "JAR", description = "a packaged resource provider")
    private Path jar;

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "FILE",
            description = "its schema, with .rpdk-config beside it (both: this repository's)")
    private Path schema;

    /** What the options name. */
    static List<Provider> load(List<ProviderFiles> named) {
        return named.stream()
                .map(files -> Provider.load(files.jar, files.schema))
                .toList();
    }

    /** The provider of the repository in whose {@code emulator/target/} this program lies, if it is built. */
    static Optional<Provider> ofThisRepository() throws IOException {
        return Provider.ofRepository(OwnFile.path().resolve("../../..").normalize());
    }
}
