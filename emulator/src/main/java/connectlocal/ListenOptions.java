package connectlocal;

import static connectlocal.CommandLines.option;

import connectlocal.http.ListenAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that say where an emulator listens. The environment may say it too, so that a container says it once for
 * the emulator and for whoever asks after its health.
 */
final class ListenOptions {
    private static final String DEFAULT = " (${DEFAULT-VALUE})";

    private final OptionSpec host = option(
                    "--host", String.class, "ADDRESS", "where to listen; 0.0.0.0 lets other machines in" + DEFAULT)
            .defaultValue("${env:CONNECT_LOCAL_HOST:-127.0.0.1}")
            .build();
    private final OptionSpec port = option("--port", int.class, "N", "main port, 0 = a free one" + DEFAULT)
            .defaultValue("${env:CONNECT_LOCAL_PORT:-4566}")
            .build();
    private final OptionSpec lambdaPort = option(
                    "--lambda-port",
                    int.class,
                    "N",
                    "second port, where cfn test looks for functions, 0 = none" + DEFAULT)
            .defaultValue("${env:CONNECT_LOCAL_LAMBDA_PORT:-3001}")
            .build();

    void addTo(CommandSpec command) {
        command.addOption(host).addOption(port).addOption(lambdaPort);
    }

    /** @throws IllegalArgumentException what is wrong */
    Listening listening() {
        int main = valid(port);
        int second = valid(lambdaPort);
        if (main != 0 && main == second) {
            throw new IllegalArgumentException(
                    "--port and --lambda-port are both " + main + "; give two, or --lambda-port 0");
        }
        return new Listening(ListenAddress.of(host.getValue()), main, second);
    }

    /** The option that chose a port. */
    String optionOf(int taken) {
        int second = lambdaPort.getValue();
        return taken == second ? "--lambda-port" : "--port";
    }

    private static int valid(OptionSpec option) {
        int port = option.getValue();
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(option.longestName() + " must be 0 to 65535, not " + port);
        }
        return port;
    }
}
