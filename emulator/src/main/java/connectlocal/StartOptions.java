package connectlocal;

import static connectlocal.CommandLines.flag;
import static connectlocal.CommandLines.option;
import static connectlocal.CommandLines.path;

import connectlocal.lambda.Functions;
import connectlocal.lambda.Provider;
import connectlocal.lambda.RuntimeClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that an emulator is started with, and once the arguments are read, what they say. */
final class StartOptions {
    private final ListenOptions listen = new ListenOptions();
    private final OptionSpec seed = path("--seed", "FILE", "instances and what is in them, YAML (built-in)");
    private final ProviderFiles providers = new ProviderFiles();
    private final OptionSpec behaviours =
            CommandLines.behaviours("a switch of the Connect service, see below; repeatable");
    private final OptionSpec concurrency = option(
                    "--concurrency", int.class, "N", "processes per function at most (number of cores)")
            .initialValue(Runtime.getRuntime().availableProcessors())
            .build();
    private final OptionSpec onDemand = flag(
            "--on-demand",
            "start processes of functions when they are invoked only; else one of the first provider"
                    + " starts with the emulator");
    private final OptionSpec runtimeClient = option(
                    "--runtime-client",
                    RuntimeClient.class,
                    "ric|bootstrap",
                    "AWS's native runtime interface client, or plain Java (ric where it runs)")
            .initialValue(RuntimeClient.ofThisMachine())
            .build();
    private final OptionSpec statusHold = option(
                    "--status-hold",
                    int.class,
                    "MILLIS",
                    "how long Cloud Control's GetResourceRequestStatus waits for the end of a request"
                            + " (${DEFAULT-VALUE})")
            .defaultValue("3000")
            .build();
    private final UnkindOptions unkind = new UnkindOptions();
    private final OptionSpec secrets = path(
            "--secrets",
            "FILE",
            "what Secrets Manager and the Parameter Store hold, YAML or JSON with the sections"
                    + " secretsmanager and ssm; for dynamic references of templates");
    private final OptionSpec state =
            path("--state", "DIR", "keeps what services hold in a directory, also through kill -9 (off)");
    private final OptionSpec auth =
            path("--auth", "FILE", "takes only requests that are signed (SigV4) by a key pair of this YAML file (off)");
    private final OptionSpec verbose = flag("--verbose", "show what functions print on standard error");

    /** Whose options they are; it has read the arguments before they are asked. */
    private final CommandSpec command;

    /** Adds them to a command, in the order in which its help shows them. */
    StartOptions(CommandSpec command) {
        this.command = command;
        listen.addTo(command);
        command.addOption(seed);
        providers.addTo(command);
        List.of(behaviours, concurrency, onDemand, runtimeClient, statusHold).forEach(command::addOption);
        unkind.addTo(command);
        List.of(secrets, state, auth, verbose).forEach(command::addOption);
    }

    /**
     * What they ask for.
     *
     * @throws IllegalArgumentException what is wrong
     */
    Options options() throws IOException {
        Listening listening = listen.listening();
        int processes = concurrency.getValue();
        if (processes < 1) {
            throw new IllegalArgumentException("--concurrency must be at least 1, not " + processes);
        }
        int millis = statusHold.getValue();
        if (millis < 0 || millis > 30_000) {
            throw new IllegalArgumentException("--status-hold must be 0 to 30000 ms, not " + millis);
        }
        var functions = new Functions.Settings(runtimeClient(), processes, verbose.getValue());
        return new Options(
                listening,
                Optional.ofNullable(seed.getValue()),
                providers(),
                behaviours.getValue(),
                onDemand.getValue() ? functions : functions.startingAhead(),
                Duration.ofMillis(millis),
                unkind.unkindness(),
                Optional.ofNullable(secrets.getValue()),
                new Options.Keeping(Optional.ofNullable(state.getValue()), Optional.ofNullable(auth.getValue())));
    }

    /** What whoever starts it should know, before it is ready. */
    List<String> notices() {
        var notices = new ArrayList<String>();
        if (listen.listening().address().isOpen()) {
            notices.add(Listening.OPEN);
        }
        if (state.getValue() != null) {
            notices.add("--state " + state.getValue() + ": " + State.KEPT);
        }
        return notices;
    }

    RuntimeClient runtimeClient() {
        return runtimeClient.getValue();
    }

    /** The option that chose a port. */
    String optionOf(int port) {
        return listen.optionOf(port);
    }

    private List<Provider> providers() throws IOException {
        List<Provider> named = providers.named(command.commandLine().getParseResult());
        if (!named.isEmpty()) {
            return named;
        }
        Optional<Provider> own = ProviderFiles.ofThisRepository();
        if (own.isEmpty()) {
            CommandLines.say("no provider: the repository's is not built; functions cannot be invoked");
        }
        return own.stream().toList();
    }
}
