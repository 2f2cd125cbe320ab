package connectlocal;

import static connectlocal.CommandLines.option;

import connectlocal.connect.Behaviours;
import connectlocal.connect.ConnectState;
import connectlocal.connect.Seed;
import connectlocal.faults.FaultFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reads seed files as a start would, and starts nothing. */
final class SeedCommand implements Callable<Integer> {
    private final OptionSpec files = option("--check", List.class, "FILE", "the seed file to look at, or several")
            .auxiliaryTypes(Path.class)
            .required(true)
            .arity("1..*")
            .build();
    private final OptionSpec behaviours =
            CommandLines.behaviours("a switch of the Connect service that it is meant for; repeatable");

    CommandSpec spec() {
        CommandSpec command = CommandLines.command(
                "seed",
                this,
                "Says whether seed files are right: exit code 0 when an emulator would start with them, else 2.");
        command.addOption(files).addOption(behaviours);
        CommandLines.addHelp(command);
        return command;
    }

    @Override
    public Integer call() {
        int exitCode = 0;
        for (Path file : files.<List<Path>>getValue()) {
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
        new ConnectState(seed, Behaviours.of(behaviours.getValue()));
        return seed;
    }
}
