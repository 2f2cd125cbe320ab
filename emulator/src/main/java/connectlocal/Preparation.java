package connectlocal;

import connectlocal.connect.Behaviours;
import connectlocal.connect.ConnectApi;
import connectlocal.connect.ConnectState;
import connectlocal.connect.Seed;
import connectlocal.http.Server;
import connectlocal.natives.NativeTypes;
import connectlocal.state.Keep;
import java.util.Map;

/**
 * What every start comes to, done once on a second thread while the first reads the command line and the provider:
 * there are two processors, and loading the classes of HTTP, YAML and Connect takes as long as all the rest.
 */
final class Preparation {
    private static volatile Thread thread;

    private Preparation() {}

    /** Begins, unless the arguments are a command that ends at once. */
    static void begin(String... args) {
        if (args.length > 0 && !args[0].startsWith("--")) {
            return;
        }
        var begun = new Thread(Preparation::run, "preparation");
        begun.setDaemon(true);
        begun.start();
        thread = begun;
    }

    /** Waits for its end, if it has begun: two threads that come to one place for the first time both do the work. */
    static void await() {
        Thread begun = thread;
        if (begun != null) {
            try {
                begun.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The built-in seed stays; what is made of it here nobody asks, but the next is made in a tenth of the time. */
    private static void run() {
        try {
            Seed seed = Seed.builtIn();
            Server.prepare();
            var connect = new ConnectApi(new ConnectState(seed, Behaviours.of(Map.of())));
            new NativeTypes(connect, Keep.NOTHING).providers(seed.accountId(), seed.region());
        } catch (RuntimeException | LinkageError again) {
            // The start itself comes to the same, and says it.
        }
    }
}
