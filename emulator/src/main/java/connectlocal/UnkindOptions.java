package connectlocal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how unkindly an emulator treats its callers. */
final class UnkindOptions {
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

    /** What they say. */
    Options.Unkindness unkindness() {
        return new Options.Unkindness(
                faults, Optional.ofNullable(faultsFile), Optional.ofNullable(quotas), allowedHosts);
    }
}
