package connectlocal;

import static connectlocal.CommandLines.path;
import static connectlocal.CommandLines.text;
import static connectlocal.CommandLines.texts;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how unkindly an emulator treats its callers. */
final class UnkindOptions {
    private final OptionSpec faults = texts(
            "--fault",
            "SPEC",
            "a fault, e.g. service=connect,operation=CreateUser,kind=drop-after; see README; repeatable");
    private final OptionSpec faultsFile = path("--faults", "FILE", "a YAML list of faults");
    private final OptionSpec quotas = text(
            "--quotas", "aws|FILE", "throttle by token buckets: the published quotas, or those of a YAML file (none)");
    private final OptionSpec allowedHosts = texts(
            "--allow-host", "NAME", "a host name besides those of loopback under which requests are taken; repeatable");

    void addTo(CommandSpec command) {
        command.addOption(faults).addOption(faultsFile).addOption(quotas).addOption(allowedHosts);
    }

    /** What they say. */
    Options.Unkindness unkindness() {
        return new Options.Unkindness(
                faults.getValue(),
                Optional.ofNullable(faultsFile.getValue()),
                Optional.ofNullable(quotas.getValue()),
                allowedHosts.getValue());
    }
}
