package connectlocal;

import connectlocal.auth.KeyFile;
import connectlocal.auth.KeyPair;
import connectlocal.auth.Keys;
import connectlocal.auth.SignedApi;
import connectlocal.auth.Verifier;
import connectlocal.connect.Behaviours;
import connectlocal.connect.Seed;
import connectlocal.console.Console;
import connectlocal.console.Invocations;
import connectlocal.faults.FaultRoutes;
import connectlocal.faults.Faults;
import connectlocal.faults.Quotas;
import connectlocal.http.Admin;
import connectlocal.http.Api;
import connectlocal.http.Edge;
import connectlocal.http.FrontDoor;
import connectlocal.http.Gate;
import connectlocal.http.OwnKeys;
import connectlocal.http.Request;
import connectlocal.http.RequestLog;
import connectlocal.http.Response;
import connectlocal.sts.StsApi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What stands behind the front door: the services of all regions and those that have none, the emulator's own routes,
 * and what treats callers unkindly. It knows how all of that goes back to the beginning.
 */
final class Services {
    private final Seed seed;
    private final RegionMap regions;
    private final RequestLog log;
    private final Invocations invocations;
    private final Faults faults;
    private final Optional<Quotas> quotas;
    private final Behaviours behaviours;
    private final Optional<Keys> keys;
    private final StsApi sts;
    private final List<Api> apis;

    /**
     * @param keyFile key pairs that requests must be signed with; nobody asks for a signature when empty
     * @throws IllegalArgumentException when the key file is wrong, and how
     */
    Services(
            Seed seed,
            RegionMap regions,
            RequestLog log,
            Invocations invocations,
            Faults faults,
            Optional<Quotas> quotas,
            Behaviours behaviours,
            Optional<Path> keyFile) {
        this.seed = seed;
        this.regions = regions;
        this.log = log;
        this.invocations = invocations;
        this.faults = faults;
        this.quotas = quotas;
        this.behaviours = behaviours;
        this.keys = keyFile.map(Services::keys);
        this.sts = new StsApi(
                seed.accountId(),
                seed.region(),
                pair -> keys.ifPresent(known -> known.issue(
                        new KeyPair(pair.accessKeyId(), pair.secretAccessKey(), pair.sessionToken(), pair.expires()))));
        var all = new ArrayList<>(regions.apis());
        all.add(2, sts);
        keys.map(Verifier::new).ifPresent(verifier -> all.replaceAll(api -> new SignedApi(api, verifier)));
        this.apis = List.copyOf(all);
    }

    /**
     * The front door to all of it.
     *
     * @param allowedHosts host names besides those of loopback under which it may be called
     */
    FrontDoor door(List<String> allowedHosts) {
        var admin = new Admin(log, this::health, regions::state, this::reset, routes());
        Edge edge = quotas.map(faults::then).orElse(faults);
        return new FrontDoor(apis, admin, log, edge, new Gate(allowedHosts, keys.isPresent()));
    }

    private Map<String, Function<Request, Response>> routes() {
        var routes = new TreeMap<>(new FaultRoutes(faults).byRoute());
        routes.putAll(new SwitchRoutes(behaviours).byRoute());
        routes.putAll(new StateRoutes(regions::state, regions::asSeed).byRoute());
        routes.putAll(new Console(
                        regions::places,
                        log,
                        invocations,
                        Map.of("faults", faults::changes, "switches", behaviours::changes))
                .byRoute());
        return routes;
    }

    private void reset() {
        regions.reset(behaviours::reset);
        sts.reset();
        invocations.reset();
        keys.ifPresent(Keys::reset);
        faults.reset();
        quotas.ifPresent(Quotas::reset);
    }

    private Map<String, Object> health() {
        return Map.of(
                "status", "ok",
                "accountId", seed.accountId(),
                "region", seed.region(),
                "regions", regions.names(),
                "services", apis.stream().map(Api::service).toList(),
                "functions", regions.home().functionNames(),
                "types", regions.home().typeNames());
    }

    private static Keys keys(Path file) {
        return new Keys(KeyFile.read(file), id -> Stream.of(OwnKeys.FUNCTION, OwnKeys.HANDLER)
                .filter(own -> own.has(id))
                .map(own -> new KeyPair(id, own.secretAccessKey(), own.sessionToken(), null))
                .findFirst());
    }
}
