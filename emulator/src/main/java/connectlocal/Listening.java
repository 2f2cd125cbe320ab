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
    List<Integer> ports() {
        return lambdaPort == 0 ? List.of(port) : List.of(port, lambdaPort);
    }
}
