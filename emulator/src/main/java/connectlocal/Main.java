package connectlocal;

import connectlocal.connect.Behaviours;
import connectlocal.http.EmulatorFailure;
import connectlocal.http.Server;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command line: reads the options, starts an {@link Emulator}, says when it is ready, and waits for SIGTERM. */
final class Main implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int HELP_WIDTH = 110;

    private final CommandSpec command = CommandLines.command(
            "emulator",
            this,
            "A local AWS on 127.0.0.1: Amazon Connect's user API, Cloud Control, CloudFormation and Lambda"
                    + " Invoke of resource providers, STS, and what templates need of S3 and SSM.");
    private final StartOptions said = new StartOptions(command);

    public static void main(String[] args) {
        Preparation.begin(args);
        System.exit(new Main().commandLine().execute(args));
    }

    /** What reads arguments for it. */
    CommandLine commandLine() {
        CommandLines.addHelp(command);
        command.version("connect-emulator 0.1.0");
        command.usageMessage().width(HELP_WIDTH);
        command.addSubcommand("health", new HealthCommand().spec());
        command.addSubcommand("seed", new SeedCommand().spec());
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(CommandLines::misused)
                .setHelpFactory(this::help);
    }

    /** The switches are put into words when somebody asks for help. */
    private CommandLine.Help help(CommandSpec asked, CommandLine.Help.ColorScheme colors) {
        if (asked == command) {
            command.usageMessage()
                    .footerHeading("%nSwitches of the Connect service, the default first:%n")
                    .footer(Behaviours.help().replace("%", "%%").split("\n"));
        }
        return new CommandLine.Help(asked, colors);
    }

    /** The options; they say something once the arguments are read. */
    StartOptions said() {
        return said;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            serve(said.options());
        } catch (IllegalArgumentException e) {
            return say(e.getMessage(), MISUSED);
        } catch (Server.PortInUse e) {
            String option = said.optionOf(e.port());
            return say("%s by another process; choose another with %s".formatted(e.getMessage(), option), FAILED);
        } catch (IOException | EmulatorFailure e) {
            return say("the emulator does not start: " + e.getMessage(), FAILED);
        }
        new CountDownLatch(1).await();
        return 0;
    }

    /** Starts an emulator which serves until this process ends. */
    Emulator serve(Options options) throws IOException {
        Emulator emulator = Emulator.start(options);
        var archives = new Archives(options.providers(), said.runtimeClient());
        Runtime.getRuntime().addShutdownHook(new Thread(archives::close, "stop archives"));
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "stop"));
        said.notices().forEach(CommandLines::say);
        System.out.println("ready " + emulator.endpoint());
        archives.begin();
        return emulator;
    }

    private static int say(String message, int exitCode) {
        CommandLines.say(message);
        return exitCode;
    }
}
