package connectlocal.cloudcontrol;

import connectlocal.lambda.Provider;
import java.io.IOException;
import java.nio.file.Path;

/** The repository's own provider, packaged. */
final class ConnectProvider {
    static final String TYPE = "AWS::Connect::User";

    private ConnectProvider() {}

    /** Fails when it is not built: a test of nothing would prove nothing. */
    static Provider packaged() {
        Path root = Path.of("..").toAbsolutePath().normalize();
        try {
            return Provider.ofRepository(root)
                    .orElseThrow(() -> new AssertionError(
                            "no provider jar in " + root.resolve("target") + "; run mvn package in " + root));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
