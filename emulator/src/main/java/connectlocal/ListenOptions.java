package connectlocal;

import connectlocal.http.ListenAddress;
import picocli.CommandLine.Option;

/**
 * The options that say where an emulator listens. The environment may say it too, so that a container says it once for
 * the emulator and for whoever asks after its health.
 */
final class ListenOptions {
    @Option(
            names = "--host",
            defaultValue = "${env:CONNECT_LOCAL_HOST:-127.0.0.1}",
            paramLabel = "ADDRESS",
            description = "where to listen; 0.0.0.0 lets other machines in (${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "${env:CONNECT_LOCAL_PORT:-4566}",
            paramLabel = "N",
            description = "main port, 0 = a free one (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--lambda-port",
            defaultValue = "${env:CONNECT_LOCAL_LAMBDA_PORT:-3001}",
            paramLabel = "N",
            description = "second port, where cfn test looks for functions, 0 = none (${DEFAULT-VALUE})")
    private int lambdaPort;

    /** @throws IllegalArgumentException what is wrong */
    Listening listening() {
        requirePort("--port", port);
        requirePort("--lambda-port", lambdaPort);
        if (port != 0 && port == lambdaPort) {
            throw new IllegalArgumentException(
                    "--port and --lambda-port are both " + port + "; give two, or --lambda-port 0");
        }
        return new Listening(ListenAddress.of(host), port, lambdaPort);
    }

    /** The option that chose a port. */
    String optionOf(int taken) {
        return taken == lambdaPort ? "--lambda-port" : "--port";
    }

    private static void requirePort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(option + " must be 0 to 65535, not " + port);
        }
    }
}
