package connectlocal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What commands and options are said to picocli with: its model, in a line for each option. Annotations would say the
 * same, but picocli reads them by reflection, and the classes which that takes are made anew in every JVM.
 */
final class CommandLines {
    static {
        // Types that no option has, but which each command line finds a way to read, by reflection too.
        System.setProperty("picocli.converters.excludes", "java[.](sql|time)[.].*");
    }

    private CommandLines() {}

    /** A command which has as yet no options. */
    static CommandSpec command(String name, Callable<Integer> work, String description) {
        CommandSpec command = CommandSpec.wrapWithoutInspection(work).name(name);
        command.usageMessage().sortOptions(false).description(description);
        return command;
    }

    /** The options of every command, which come last. */
    static void addHelp(CommandSpec command) {
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        command.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
    }

    static OptionSpec.Builder option(String name, Class<?> type, String label, String description) {
        return OptionSpec.builder(name).type(type).paramLabel(label).description(description);
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .initialValue(false)
                .description(description)
                .build();
    }

    static OptionSpec text(String name, String label, String description) {
        return option(name, String.class, label, description).build();
    }

    static OptionSpec path(String name, String label, String description) {
        return option(name, Path.class, label, description).build();
    }

    /** One that may be given several times, each time with one text. */
    static OptionSpec texts(String name, String label, String description) {
        return option(name, List.class, label, description)
                .auxiliaryTypes(String.class)
                .initialValue(List.of())
                .build();
    }

    /** The switches of the Connect service. */
    static OptionSpec behaviours(String description) {
        return option("--behaviour", Map.class, "NAME=VALUE", description)
                .names("--behaviour", "--behavior")
                .auxiliaryTypes(String.class, String.class)
                .initialValue(Map.of())
                .build();
    }

    /** Says what is wrong with arguments and where all options are listed; among them that would be lost. */
    static int misused(ParameterException wrong, String... arguments) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        wrong.getCommandLine()
                .getErr()
                .println("emulator: %s; %s --help lists the options"
                        .formatted(wrong.getMessage(), command.qualifiedName()));
        UnmatchedArgumentException.printSuggestions(
                wrong, wrong.getCommandLine().getErr());
        return command.exitCodeOnInvalidInput();
    }

    /** Tells whoever started the emulator. */
    static void say(String message) {
        System.err.println("emulator: " + message);
    }
}
