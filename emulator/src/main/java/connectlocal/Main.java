package connectlocal;

import connectlocal.connect.Behaviours;
import connectlocal.http.EmulatorFailure;
import connectlocal.http.Server;
import connectlocal.lambda.Functions;
import connectlocal.lambda.Provider;
import connectlocal.lambda.RuntimeClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line: reads the options, starts an {@link Emulator}, says when it is ready, and waits for SIGTERM. */
@Command(
        name = "emulator",
        mixinStandardHelpOptions = true,
        version = "connect-emulator 0.1.0",
        sortOptions = false,
        subcommands = {HealthCommand.class, SeedCommand.class},
        description = "A local AWS on 127.0.0.1: Amazon Connect's user API, Cloud Control, CloudFormation and Lambda"
                + " Invoke of resource providers, STS, and what templates need of S3 and SSM.")
final class Main implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Option(names = "--seed", paramLabel = "FILE", description = "instances and what is in them, YAML (built-in)")
    private Path seed;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<ProviderFiles> providers = new ArrayList<>();

    @Option(
            names = {"--behaviour", "--behavior"},
            paramLabel = "NAME=VALUE",
            description = "a switch of the Connect service, see below; repeatable")
    private Map<String, String> behaviours = Map.of();

    @Option(names = "--concurrency", paramLabel = "N", description = "processes per function at most (number of cores)")
    private int concurrency = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--on-demand",
            description = "start processes of functions when they are invoked only; else one of the first provider"
                    + " starts with the emulator")
    private boolean onDemand;

    @Option(
            names = "--runtime-client",
            paramLabel = "ric|bootstrap",
            description = "AWS's native runtime interface client, or plain Java (ric where it runs)")
    private RuntimeClient runtimeClient = RuntimeClient.ofThisMachine();

    @Option(
            names = "--status-hold",
            defaultValue = "3000",
            paramLabel = "MILLIS",
            description = "how long Cloud Control's GetResourceRequestStatus waits for the end of a request"
                    + " (${DEFAULT-VALUE})")
    private int statusHold;

    @Mixin
    private UnkindOptions unkind = new UnkindOptions();

    @Option(
            names = "--secrets",
            paramLabel = "FILE",
            description = "what Secrets Manager and the Parameter Store hold, YAML or JSON with the sections"
                    + " secretsmanager and ssm; for dynamic references of templates")
    private Path secrets;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "keeps what services hold in a directory, also through kill -9 (off)")
    private Path state;

    @Option(
            names = "--auth",
            paramLabel = "FILE",
            description = "takes only requests that are signed (SigV4) by a key pair of this YAML file (off)")
    private Path auth;

    @Option(names = "--verbose", description = "show what functions print on standard error")
    private boolean verbose;

    public static void main(String[] args) {
        Preparation.begin(args);
        CommandLine commandLine = commandLine(new Main());
        var usage = commandLine.getCommandSpec().usageMessage();
        usage.footerHeading("%nSwitches of the Connect service, the default first:%n")
                .width(110);
        usage.footer(Behaviours.help().replace("%", "%%").split("\n"));
        System.exit(commandLine.execute(args));
    }

    static CommandLine commandLine(Main command) {
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        Emulator emulator;
        Archives archives;
        try {
            Options options = options();
            emulator = Emulator.start(options);
            archives = new Archives(options.providers(), runtimeClient);
        } catch (IllegalArgumentException e) {
            return say(e.getMessage(), MISUSED);
        } catch (Server.PortInUse e) {
            String option = listen.optionOf(e.port());
            return say("%s by another process; choose another with %s".formatted(e.getMessage(), option), FAILED);
        } catch (IOException | EmulatorFailure e) {
            return say("the emulator does not start: " + e.getMessage(), FAILED);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(archives::close, "stop archives"));
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "stop"));
        notices().forEach(notice -> say(notice, 0));
        System.out.println("ready " + emulator.endpoint());
        archives.begin();
        new CountDownLatch(1).await();
        return 0;
    }

    /** What whoever starts it should know, before it is ready. */
    List<String> notices() {
        var notices = new ArrayList<String>();
        if (listen.listening().address().isOpen()) {
            notices.add(Listening.OPEN);
        }
        if (state != null) {
            notices.add("--state " + state + ": " + State.KEPT);
        }
        return notices;
    }

    Options options() throws IOException {
        Listening listening = listen.listening();
        if (concurrency < 1) {
            throw new IllegalArgumentException("--concurrency must be at least 1, not " + concurrency);
        }
        if (statusHold < 0 || statusHold > 30_000) {
            throw new IllegalArgumentException("--status-hold must be 0 to 30000 ms, not " + statusHold);
        }
        var functions = new Functions.Settings(runtimeClient, concurrency, verbose);
        return new Options(
                listening,
                Optional.ofNullable(seed),
                providers(),
                behaviours,
                onDemand ? functions : functions.startingAhead(),
                Duration.ofMillis(statusHold),
                unkind.unkindness(),
                Optional.ofNullable(secrets),
                new Options.Keeping(Optional.ofNullable(state), Optional.ofNullable(auth)));
    }

    private List<Provider> providers() throws IOException {
        if (!providers.isEmpty()) {
            return ProviderFiles.load(providers);
        }
        Optional<Provider> own = ProviderFiles.ofThisRepository();
        if (own.isEmpty()) {
            say("no provider: the repository's is not built; functions cannot be invoked", 0);
        }
        return own.stream().toList();
    }

    private static int say(String message, int exitCode) {
        System.err.println("emulator: " + message);
        return exitCode;
    }
}
