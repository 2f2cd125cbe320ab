package connectlocal;

import connectlocal.cloudformation.engine.LocalValues;
import connectlocal.connect.Behaviours;
import connectlocal.connect.Seed;
import connectlocal.console.Invocations;
import connectlocal.faults.FaultFile;
import connectlocal.faults.Faults;
import connectlocal.faults.FaultyFunctions;
import connectlocal.faults.Quotas;
import connectlocal.http.Ports;
import connectlocal.http.RequestLog;
import connectlocal.http.Server;
import connectlocal.http.Time;
import connectlocal.lambda.Workplace;
import connectlocal.state.About;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A local AWS for one machine. Every object that lives as long as it does is made here. */
public final class Emulator implements AutoCloseable {
    private final Server server;
    private final URI endpoint;
    private final RegionMap regions;
    private final State state;
    private final ExecutorService background;

    private Emulator(Server server, URI endpoint, RegionMap regions, ExecutorService background, State state) {
        this.state = state;
        this.server = server;
        this.endpoint = endpoint;
        this.regions = regions;
        this.background = background;
    }

    /**
     * Starts serving, on 127.0.0.1 unless the options say otherwise.
     *
     * @throws IllegalArgumentException when the seed, a provider or a switch is wrong, and how
     * @throws Server.PortInUse when a port is taken
     * @throws IOException when the machine does not let it start
     */
    public static Emulator start(Options options) throws IOException {
        return start(options, Time.REAL);
    }

    /**
     * The same with quotas that fill and ports that refuse by another time than the machine's.
     *
     * @throws IllegalArgumentException when the seed, a provider or a switch is wrong, and how
     * @throws IOException when the machine does not let it start
     */
    public static Emulator start(Options options, Time time) throws IOException {
        Optional<Seed> given = options.seed().map(Seed::load);
        Options.Unkindness unkind = options.unkindness();
        Optional<Quotas> quotas = unkind.quotas().map(name -> Quotas.of(name, time::nanos));
        Behaviours behaviours = Behaviours.of(options.behaviours());
        LocalValues values = options.secrets().map(LocalValues::load).orElseGet(LocalValues::none);
        ExecutorService background = Executors.newCachedThreadPool(Emulator::daemon);
        var opened = new ArrayDeque<Runnable>();
        try {
            Ports ports = Ports.take(
                    options.listening().address(), options.listening().ports());
            opened.push(ports::close);
            // Another thread is about to read the seed that is built in, see Preparation: what needs none comes first.
            Workplace workplace = Workplace.open(options.providers(), options.functions());
            opened.push(workplace::close);
            Seed seed = given.orElseGet(Seed::builtIn);
            Faults faults = FaultFile.gather(unkind.faults(), unkind.faultsFile(), seed.faults(), seed.accountId());
            State state = State.open(options.state(), new About(seed.accountId(), seed.region(), seed.digest()));
            opened.push(state::close);
            var log = new RequestLog();
            var invocations = new Invocations(new FaultyFunctions(faults, log));
            URI own = options.listening().address().uri(ports.port(0));
            var around = new Region.Surroundings(options, behaviours, values, own, background, state);
            var regions = new RegionMap(seed, around, invocations, workplace);
            opened.push(regions::close);
            var services = new Services(seed, regions, log, invocations, faults, quotas, behaviours, options.auth());
            Server server = Server.start(services.door(options.ownHosts()), ports, time);
            return new Emulator(server, own, regions, background, state);
        } catch (IOException | RuntimeException | Error e) {
            opened.forEach(Runnable::run);
            throw e;
        }
    }

    /** Where clients go: what AWS_ENDPOINT_URL is set to. */
    public URI endpoint() {
        return endpoint;
    }

    /** Stops serving, ends every child process and deletes what was written. */
    @Override
    public void close() {
        regions.close();
        server.close();
        background.shutdownNow();
        state.close();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "background");
        thread.setDaemon(true);
        return thread;
    }
}
