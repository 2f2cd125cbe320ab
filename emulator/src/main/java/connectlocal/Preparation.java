package connectlocal;

import connectlocal.connect.Seed;
import connectlocal.connect.wire.ApiModel;

/**
 * What every start comes to, done once on a second thread while the first reads the command line: there are two
 * processors, and loading the classes of YAML, JSON and HTTP takes as long as all the rest. Nothing waits for it.
 */
final class Preparation {
    private Preparation() {}

    /** Begins, unless the arguments are a command that ends at once. */
    static void begin(String... args) {
        if (args.length > 0 && !args[0].startsWith("--")) {
            return;
        }
        var thread = new Thread(Preparation::run, "preparation");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        try {
            ApiModel.load();
            Seed.builtIn();
        } catch (RuntimeException again) {
            // The start itself comes to the same, and says it.
        }
    }
}
