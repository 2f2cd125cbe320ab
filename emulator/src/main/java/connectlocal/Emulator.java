package connectlocal;

import connectlocal.cloudcontrol.CloudControlApi;
import connectlocal.cloudformation.api.CloudFormationApi;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.cloudformation.engine.LocalValues;
import connectlocal.cloudformation.scan.GeneratedTemplates;
import connectlocal.cloudformation.scan.ResourceScans;
import connectlocal.connect.Behaviours;
import connectlocal.connect.ConnectApi;
import connectlocal.connect.ConnectState;
import connectlocal.connect.Seed;
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
import connectlocal.http.RequestLog;
import connectlocal.http.Server;
import connectlocal.lambda.Functions;
import connectlocal.lambda.LambdaApi;
import connectlocal.lambda.Provider;
import connectlocal.natives.NativeTypes;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import connectlocal.s3.Buckets;
import connectlocal.s3.S3Api;
import connectlocal.ssm.ParameterStore;
import connectlocal.ssm.SsmApi;
import connectlocal.sts.StsApi;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A local AWS for one machine. Every object that lives as long as it does is made here. */
public final class Emulator implements AutoCloseable {
    private final Server server;
    private final Functions functions;
    private final ExecutorService background;
    private final CloudControlApi cloudControl;
    private final Engine stacks;

    private Emulator(
            Server server,
            Functions functions,
            ExecutorService background,
            CloudControlApi cloudControl,
            Engine stacks) {
        this.server = server;
        this.functions = functions;
        this.background = background;
        this.cloudControl = cloudControl;
        this.stacks = stacks;
    }

    /**
     * Starts serving on 127.0.0.1.
     *
     * @throws IllegalArgumentException when the seed, a provider or a switch is wrong, and how
     * @throws Server.PortInUse when a port is taken
     * @throws IOException when the machine does not let it start
     */
    public static Emulator start(Options options) throws IOException {
        Seed seed = options.seed().map(Seed::load).orElseGet(Seed::builtIn);
        var connect = new ConnectState(seed, Behaviours.of(options.behaviours()));
        Options.Unkindness unkind = options.unkindness();
        Faults faults = FaultFile.gather(unkind.faults(), unkind.faultsFile(), seed.faults());
        Optional<Quotas> quotas = unkind.quotas().map(Quotas::of);
        var endpoint = new AtomicReference<URI>();
        var functions =
                new Functions(options.providers(), options.functions(), seed.accountId(), seed.region(), endpoint::get);
        try {
            return start(options, seed, connect, functions, endpoint, faults, quotas);
        } catch (IOException | RuntimeException e) {
            functions.close();
            throw e;
        }
    }

    private static Emulator start(
            Options options,
            Seed seed,
            ConnectState connect,
            Functions functions,
            AtomicReference<URI> endpoint,
            Faults faults,
            Optional<Quotas> quotas)
            throws IOException {
        var sts = new StsApi(seed.accountId(), seed.region());
        ExecutorService background = Executors.newCachedThreadPool(Emulator::daemon);
        LocalValues file = options.secrets().map(LocalValues::load).orElseGet(LocalValues::none);
        var bootstrap = new CdkBootstrap(seed.accountId(), seed.region());
        var parameters = new ParameterStore(bootstrap.with(file.parameters()));
        var buckets = new Buckets(bootstrap.bucket());
        var s3 = new S3Api(buckets);
        var connectApi = new ConnectApi(connect);
        var natives = new NativeTypes(connectApi);
        List<ResourceProvider> types = types(functions, natives, seed);
        int concurrency = options.functions().concurrency();
        var cloudControl = new CloudControlApi(types, concurrency, options.statusHold());
        var stacks =
                new Engine(types, concurrency, seed.accountId(), seed.region(), file.withParameters(parameters::value));
        var scans = new ResourceScans(types, seed.accountId(), seed.region(), stacks.resources()::isManaged);
        var templates = new GeneratedTemplates(scans);
        var apis = List.<Api>of(
                connectApi,
                new LambdaApi(functions, background),
                sts,
                cloudControl,
                s3,
                new SsmApi(parameters, seed.accountId(), seed.region()),
                new CloudFormationApi(stacks, scans, templates, s3::read));
        var log = new RequestLog();
        functions.interferedWithBy(new FaultyFunctions(faults, log));
        var admin = new Admin(
                log,
                () -> health(seed, apis, functions, types),
                connect::view,
                () -> {
                    stacks.reset();
                    scans.reset();
                    templates.reset();
                    cloudControl.reset();
                    connect.reset();
                    natives.reset();
                    sts.reset();
                    buckets.reset();
                    parameters.reset();
                    faults.reset();
                    quotas.ifPresent(Quotas::reset);
                },
                new FaultRoutes(faults).byRoute());
        Edge edge = quotas.map(faults::then).orElse(faults);
        var door = new FrontDoor(
                apis, admin, log, edge, new Gate(options.unkindness().allowedHosts()));
        var ports = options.lambdaPort() == 0 ? List.of(options.port()) : List.of(options.port(), options.lambdaPort());
        try {
            Server server = Server.start(door, ports);
            endpoint.set(URI.create("http://127.0.0.1:" + server.port(0)));
            return new Emulator(server, functions, background, cloudControl, stacks);
        } catch (IOException e) {
            stacks.close();
            cloudControl.close();
            throw e;
        }
    }

    /** Where clients go: what AWS_ENDPOINT_URL is set to. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port(0));
    }

    /** Stops serving, ends every child process and deletes what was written. */
    @Override
    public void close() {
        stacks.close();
        cloudControl.close();
        functions.close();
        server.close();
        background.shutdownNow();
    }

    /** A packaged provider takes the place of a native one of the same type. */
    private static List<ResourceProvider> types(Functions functions, NativeTypes natives, Seed seed) {
        var byName = new LinkedHashMap<String, ResourceProvider>();
        natives.providers(seed.accountId(), seed.region())
                .forEach(type -> byName.put(type.type().name(), type));
        functions.providers().forEach(p -> byName.put(p.typeName(), type(p, functions, seed)));
        return List.copyOf(byName.values());
    }

    private static ResourceProvider type(Provider provider, Functions functions, Seed seed) {
        return new PackagedProvider(
                ResourceType.load(provider.schema()),
                (event, limit) -> functions.invoke(provider.functionName(), event, limit),
                seed.accountId(),
                seed.region(),
                Patience.standard());
    }

    private static Map<String, Object> health(
            Seed seed, List<Api> apis, Functions functions, List<ResourceProvider> types) {
        return Map.of(
                "status", "ok",
                "accountId", seed.accountId(),
                "region", seed.region(),
                "services", apis.stream().map(Api::service).toList(),
                "functions", functions.names(),
                "types", types.stream().map(type -> type.type().name()).toList());
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "background");
        thread.setDaemon(true);
        return thread;
    }
}
