package connectlocal.shared;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.lambda.Functions;
import connectlocal.lambda.Provider;
import connectlocal.lambda.RuntimeClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.connect.ConnectClient;

/** An emulator with the repository's own provider, packaged, and AWS's clients of it. */
public final class PackagedEmulator implements Renewable {
    /** How many handlers are at work at once. */
    public static final int PROCESSES = 3;

    private final Provider provider = packaged();
    private final Emulator emulator = Emulator.start(Options.onFreePort()
            .withProviders(List.of(provider))
            .withFunctions(new Functions.Settings(RuntimeClient.ofThisMachine(), PROCESSES, false)));
    private final CloudFormationClient stacks = Sdk.client(endpoint(), CloudFormationClient.builder());
    private final CloudControlClient cloudControl = Sdk.client(endpoint(), CloudControlClient.builder());
    private final ConnectClient connect = Sdk.client(endpoint(), ConnectClient.builder());

    /** Starts it; the provider's processes start when they are first needed. */
    public PackagedEmulator() throws IOException {}

    /** The provider. Fails when it is not built: a test of nothing would prove nothing. */
    public static Provider packaged() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        return Provider.ofRepository(root)
                .orElseThrow(() -> new AssertionError(
                        "no provider jar in " + root.resolve("target") + "; run mvn package in " + root));
    }

    /** Where clients go. */
    public URI endpoint() {
        return emulator.endpoint();
    }

    /** A client of CloudFormation. */
    public CloudFormationClient stacks() {
        return stacks;
    }

    /** A client of Cloud Control. */
    public CloudControlClient cloudControl() {
        return cloudControl;
    }

    /** A client of Connect itself. */
    public ConnectClient connect() {
        return connect;
    }

    /** The provider's processes, idle ones too; other emulators of this JVM have processes of their own. */
    public List<ProcessHandle> processes() {
        // By what they run: where the jar's path has a space processes start from another place that has it.
        String handler = provider.entrypoint();
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(handler))
                .toList();
    }

    @Override
    public void renew() throws Exception {
        Admin.reset(emulator);
    }

    @Override
    public void close() {
        stacks.close();
        cloudControl.close();
        connect.close();
        emulator.close();
    }
}
