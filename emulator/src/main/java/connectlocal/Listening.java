package connectlocal;

import connectlocal.http.ListenAddress;
import java.util.List;

/**
 * Where an emulator listens.
 *
 * @param address on which of the machine's addresses
 * @param port the main port; 0 takes a free one
 * @param lambdaPort a second port, where {@code cfn test} looks for functions; 0 opens none
 */
public record Listening(ListenAddress address, int port, int lambdaPort) {
    /** What whoever opens an address to other machines should know. */
    static final String OPEN = "other machines can reach this emulator, and without --auth whoever does may use it."
            + " The console and /_emulator, with reset, faults and state, are open with --auth too."
            + " Requests are taken under the names localhost, 127.0.0.1 and those of --allow-host";

    List<Integer> ports() {
        return lambdaPort == 0 ? List.of(port) : List.of(port, lambdaPort);
    }
}
