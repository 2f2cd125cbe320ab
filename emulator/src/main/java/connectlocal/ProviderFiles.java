package connectlocal;

import static connectlocal.CommandLines.option;

import connectlocal.lambda.Provider;
import connectlocal.launch.OwnFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ParseResult.GroupMatch;

/** Packaged providers and their schemas, as options name them; one without the other says nothing. */
final class ProviderFiles {
    private final OptionSpec jar = option("--provider", Path.class, "JAR", "a packaged resource provider")
            .required(true)
            .build();
    private final OptionSpec schema = option(
                    "--schema", Path.class, "FILE", "its schema, with .rpdk-config beside it (both: this repository's)")
            .required(true)
            .build();
    private final ArgGroupSpec both = ArgGroupSpec.builder()
            .exclusive(false)
            .multiplicity("0..*")
            .addArg(jar)
            .addArg(schema)
            .build();

    void addTo(CommandSpec command) {
        command.addArgGroup(both);
    }

    /** What the options name, if they name any. */
    List<Provider> named(ParseResult read) {
        return read.findMatches(both).stream()
                .flatMap(several -> several.matches().stream())
                .map(files -> Provider.load(path(files, jar), path(files, schema)))
                .toList();
    }

    private static Path path(GroupMatch files, OptionSpec option) {
        return (Path) files.matchedValues(option).get(0);
    }

    /** The provider of the repository in whose {@code emulator/target/} this program lies, if it is built. */
    static Optional<Provider> ofThisRepository() throws IOException {
        return Provider.ofRepository(OwnFile.path().resolve("../../..").normalize());
    }
}
