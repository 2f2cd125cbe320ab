package connectlocal;

import connectlocal.connect.Behaviours;
import connectlocal.connect.ConnectState;
import connectlocal.connect.Seed;
import connectlocal.faults.FaultFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads seed files as a start would, and starts nothing. */
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says whether seed files are right: exit code 0 when an emulator would start with them, else 2.")
final class SeedCommand implements Callable<Integer> {
    @Option(
            names = "--check",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "the seed file to look at, or several")
    private List<Path> files;

    @Option(
            names = {"--behaviour", "--behavior"},
            paramLabel = "NAME=VALUE",
            description = "a switch of the Connect service that it is meant for; repeatable")
    private Map<String, String> behaviours = Map.of();

    @Override
    public Integer call() {
        int exitCode = 0;
        for (Path file : files) {
            try {
                System.out.println(file + ": ok, " + checked(file).inWords());
            } catch (IllegalArgumentException e) {
                System.err.println("seed: " + e.getMessage());
                exitCode = 2;
            }
        }
        return exitCode;
    }

    private Seed checked(Path file) {
        Seed seed = Seed.load(file);
        FaultFile.gather(List.of(), Optional.empty(), seed.faults(), seed.accountId());
        // What only the rules of the service refuse.
        new ConnectState(seed, Behaviours.of(behaviours));
        return seed;
    }
}
