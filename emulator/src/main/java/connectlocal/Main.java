package connectlocal;

import connectlocal.connect.Behaviours;
import connectlocal.http.Server;
import connectlocal.lambda.Functions;
import connectlocal.lambda.Provider;
import connectlocal.lambda.RuntimeClient;
import java.io.IOException;
import java.net.URISyntaxException;
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
import picocli.CommandLine.Option;

/** The command line: reads the options, starts an {@link Emulator}, says when it is ready, and waits for SIGTERM. */
@Command(
        name = "emulator",
        mixinStandardHelpOptions = true,
        version = "connect-emulator 0.1.0",
        sortOptions = false,
        description = "A local AWS on 127.0.0.1: Amazon Connect's user API, Cloud Control, CloudFormation and Lambda"
                + " Invoke of resource providers, STS, and what templates need of S3 and SSM.")
final class Main implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    @Option(
            names = "--port",
            defaultValue = "4566",
            paramLabel = "N",
            description = "main port, 0 = a free one (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--lambda-port",
            defaultValue = "3001",
            paramLabel = "N",
            description = "second port, where cfn test looks for functions, 0 = none (${DEFAULT-VALUE})")
    private int lambdaPort;

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

    @Option(
            names = "--fault",
            paramLabel = "SPEC",
            description = "a fault, e.g. service=connect,operation=CreateUser,kind=drop-after; see README; repeatable")
    private List<String> faults = List.of();

    @Option(names = "--faults", paramLabel = "FILE", description = "a YAML list of faults")
    private Path faultsFile;

    @Option(
            names = "--quotas",
            paramLabel = "aws|FILE",
            description = "throttle by token buckets: the published quotas, or those of a YAML file (none)")
    private String quotas;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "a host name besides those of loopback under which requests are taken; repeatable")
    private List<String> allowedHosts = List.of();

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

    /** A packaged provider and its schema; one without the other says nothing. */
    static final class ProviderFiles {
        @Option(names = "--provider", required = true, paramLabel = "JAR", description = "a packaged resource provider")
        private Path jar;

        @Option(
                names = "--schema",
                required = true,
                paramLabel = "FILE",
                description = "its schema, with .rpdk-config beside it (both: this repository's)")
        private Path schema;
    }

    public static void main(String[] args) {
        var commandLine = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        var usage = commandLine.getCommandSpec().usageMessage();
        usage.footerHeading("%nSwitches of the Connect service, the default first:%n")
                .width(110);
        usage.footer(Behaviours.help().replace("%", "%%").split("\n"));
        System.exit(commandLine.execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Emulator emulator;
        try {
            emulator = Emulator.start(options());
        } catch (IllegalArgumentException e) {
            return say(e.getMessage(), MISUSED);
        } catch (Server.PortInUse e) {
            String option = e.port() == lambdaPort ? "--lambda-port" : "--port";
            return say("%s by another process; choose another with %s".formatted(e.getMessage(), option), FAILED);
        } catch (IOException e) {
            return say("the emulator does not start: " + e.getMessage(), FAILED);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "stop"));
        if (state != null) {
            say("--state " + state + ": " + State.KEPT, 0);
        }
        System.out.println("ready " + emulator.endpoint());
        new CountDownLatch(1).await();
        return 0;
    }

    private Options options() throws IOException {
        requirePort("--port", port);
        requirePort("--lambda-port", lambdaPort);
        if (port != 0 && port == lambdaPort) {
            throw new IllegalArgumentException(
                    "--port and --lambda-port are both " + port + "; give two, or --lambda-port 0");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("--concurrency must be at least 1, not " + concurrency);
        }
        if (statusHold < 0 || statusHold > 30_000) {
            throw new IllegalArgumentException("--status-hold must be 0 to 30000 ms, not " + statusHold);
        }
        var functions = new Functions.Settings(runtimeClient, concurrency, verbose);
        return new Options(
                port,
                lambdaPort,
                Optional.ofNullable(seed),
                providers(),
                behaviours,
                functions,
                Duration.ofMillis(statusHold),
                new Options.Unkindness(
                        faults, Optional.ofNullable(faultsFile), Optional.ofNullable(quotas), allowedHosts),
                Optional.ofNullable(secrets),
                new Options.Keeping(Optional.ofNullable(state), Optional.ofNullable(auth)));
    }

    private List<Provider> providers() throws IOException {
        if (!providers.isEmpty()) {
            return providers.stream()
                    .map(files -> Provider.load(files.jar, files.schema))
                    .toList();
        }
        Optional<Provider> own = Provider.ofRepository(repository());
        if (own.isEmpty()) {
            say("no provider: the repository's is not built; functions cannot be invoked", 0);
        }
        return own.stream().toList();
    }

    /** This program lies in {@code emulator/target/} of the repository whose provider it serves by default. */
    private static Path repository() throws IOException {
        try {
            Path own = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IOException("the emulator cannot find its own files", e);
        }
    }

    private static void requirePort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(option + " must be 0 to 65535, not " + port);
        }
    }

    private static int say(String message, int exitCode) {
        System.err.println("emulator: " + message);
        return exitCode;
    }
}
