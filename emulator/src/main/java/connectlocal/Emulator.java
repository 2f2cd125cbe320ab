package connectlocal;

import connectlocal.cloudformation.engine.LocalValues;
import connectlocal.connect.Behaviours;
import connectlocal.connect.Seed;
import connectlocal.console.Console;
import connectlocal.console.Invocations;
import connectlocal.faults.FaultFile;
import connectlocal.faults.FaultRoutes;
import connectlocal.faults.Faults;
import connectlocal.faults.FaultyFunctions;
import connectlocal.faults.Quotas;
import connectlocal.http.Admin;
import connectlocal.http.Api;
import connectlocal.http.Edge;
import connectlocal.http.FrontDoor;
import connectlocal.http.Gate;
import connectlocal.http.Request;
import connectlocal.http.RequestLog;
import connectlocal.http.Response;
import connectlocal.http.Server;
import connectlocal.http.Time;
import connectlocal.sts.StsApi;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A local AWS for one machine. Every object that lives as long as it does is made here. */
public final class Emulator implements AutoCloseable {
    private final Server server;
    private final RegionMap regions;
    private final ExecutorService background;

    private Emulator(Server server, RegionMap regions, ExecutorService background) {
        this.server = server;
        this.regions = regions;
        this.background = background;
    }

    /**
     * Starts serving on 127.0.0.1.
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
        Seed seed = options.seed().map(Seed::load).orElseGet(Seed::builtIn);
        Options.Unkindness unkind = options.unkindness();
        Faults faults = FaultFile.gather(unkind.faults(), unkind.faultsFile(), seed.faults());
        Optional<Quotas> quotas = unkind.quotas().map(name -> Quotas.of(name, time::nanos));
        LocalValues values = options.secrets().map(LocalValues::load).orElseGet(LocalValues::none);
        var endpoint = new AtomicReference<URI>();
        var log = new RequestLog();
        ExecutorService background = Executors.newCachedThreadPool(Emulator::daemon);
        Behaviours behaviours = Behaviours.of(options.behaviours());
        var around = new Region.Surroundings(options, behaviours, values, endpoint::get, background);
        var invocations = new Invocations(new FaultyFunctions(faults, log));
        var regions = new RegionMap(seed, around, invocations);
        var routes = new TreeMap<>(new FaultRoutes(faults).byRoute());
        routes.putAll(new Console(regions::places, log, invocations, behaviours.view()).byRoute());
        try {
            Server server = serve(options, seed, regions, log, invocations, routes, faults, quotas, time);
            endpoint.set(URI.create("http://127.0.0.1:" + server.port(0)));
            return new Emulator(server, regions, background);
        } catch (IOException | RuntimeException e) {
            regions.close();
            throw e;
        }
    }

    private static Server serve(
            Options options,
            Seed seed,
            RegionMap regions,
            RequestLog log,
            Invocations invocations,
            Map<String, Function<Request, Response>> routes,
            Faults faults,
            Optional<Quotas> quotas,
            Time time)
            throws IOException {
        var sts = new StsApi(seed.accountId(), seed.region());
        var apis = new ArrayList<>(regions.apis());
        apis.add(2, sts);
        var admin = new Admin(
                log,
                () -> health(seed, apis, regions),
                regions::state,
                () -> {
                    regions.reset();
                    sts.reset();
                    invocations.reset();
                    faults.reset();
                    quotas.ifPresent(Quotas::reset);
                },
                routes);
        Edge edge = quotas.map(faults::then).orElse(faults);
        var door = new FrontDoor(
                apis, admin, log, edge, new Gate(options.unkindness().allowedHosts()));
        var ports = options.lambdaPort() == 0 ? List.of(options.port()) : List.of(options.port(), options.lambdaPort());
        return Server.start(door, ports, time);
    }

    /** Where clients go: what AWS_ENDPOINT_URL is set to. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port(0));
    }

    /** Stops serving, ends every child process and deletes what was written. */
    @Override
    public void close() {
        regions.close();
        server.close();
        background.shutdownNow();
    }

    private static Map<String, Object> health(Seed seed, List<Api> apis, RegionMap regions) {
        return Map.of(
                "status", "ok",
                "accountId", seed.accountId(),
                "region", seed.region(),
                "regions", regions.names(),
                "services", apis.stream().map(Api::service).toList(),
                "functions", regions.home().functionNames(),
                "types", regions.home().typeNames());
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "background");
        thread.setDaemon(true);
        return thread;
    }
}
