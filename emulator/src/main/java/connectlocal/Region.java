package connectlocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudcontrol.CloudControlApi;
import connectlocal.cloudformation.api.CloudFormationApi;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.cloudformation.engine.LocalValues;
import connectlocal.cloudformation.scan.GeneratedTemplates;
import connectlocal.cloudformation.scan.ResourceScans;
import connectlocal.connect.Behaviours;
import connectlocal.connect.Browse;
import connectlocal.connect.ConnectApi;
import connectlocal.connect.ConnectState;
import connectlocal.connect.Seed;
import connectlocal.connect.StateView;
import connectlocal.console.Place;
import connectlocal.http.Api;
import connectlocal.lambda.Functions;
import connectlocal.lambda.Interference;
import connectlocal.lambda.LambdaApi;
import connectlocal.lambda.Provider;
import connectlocal.lambda.Workplace;
import connectlocal.natives.NativeTypes;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import connectlocal.s3.Buckets;
import connectlocal.s3.S3Api;
import connectlocal.ssm.ParameterStore;
import connectlocal.ssm.SsmApi;
import connectlocal.state.Keep;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What one region has: an Amazon Connect, functions, Cloud Control, CloudFormation, S3 and a Parameter Store of its
 * own. Regions share nothing but the account, the providers and the options.
 */
final class Region implements AutoCloseable {
    private final Seed seed;
    private final ConnectState connect;
    private final NativeTypes natives;
    private final Functions functions;
    private final Buckets buckets;
    private final ParameterStore parameters;
    private final List<ResourceProvider> types;
    private final CloudControlApi cloudControl;
    private final Engine stacks;
    private final ResourceScans scans;
    private final GeneratedTemplates templates;
    private final List<Api> apis;

    /** What all regions are made with; the endpoint is where functions find it. */
    record Surroundings(
            Options options,
            Behaviours behaviours,
            LocalValues values,
            URI endpoint,
            Executor background,
            State state) {
        /** For a region that somebody asks for: its functions wait until they are invoked. */
        Surroundings onDemand() {
            Options lazy = options.withFunctions(options.functions().onDemand());
            return new Surroundings(lazy, behaviours, values, endpoint, background, state);
        }
    }

    /**
     * @param workplace of its functions; closed with it, also when this throws
     * @throws IllegalArgumentException when the seed or a provider is wrong, and how
     */
    Region(Seed seed, Surroundings around, Workplace workplace) throws IOException {
        this.seed = seed;
        this.functions = new Functions(workplace, seed.accountId(), seed.region(), around.endpoint());
        Options options = around.options();
        int concurrency = options.functions().concurrency();
        try {
            Keep keep = around.state().keep(seed.region());
            Preparation.await();
            this.connect = new ConnectState(seed, around.behaviours(), keep);
            var connectApi = new ConnectApi(connect);
            this.natives = new NativeTypes(connectApi, keep);
            this.types = types();
            this.cloudControl = new CloudControlApi(types, concurrency, options.statusHold(), keep);
            var bootstrap = new CdkBootstrap(seed.accountId(), seed.region());
            this.parameters = new ParameterStore(bootstrap.with(around.values().parameters()), keep);
            this.buckets = new Buckets(bootstrap.bucket(), keep);
            var s3 = new S3Api(buckets, options.ownHosts());
            this.stacks = new Engine(
                    types,
                    concurrency,
                    seed.accountId(),
                    seed.region(),
                    around.values().withParameters(parameters::value, parameters::isSecure),
                    keep);
            this.scans = new ResourceScans(types, seed.accountId(), seed.region(), stacks.resources()::isManaged, keep);
            this.templates = new GeneratedTemplates(scans, keep);
            this.apis = List.of(
                    connectApi,
                    new LambdaApi(functions, around.background()),
                    cloudControl,
                    s3,
                    new SsmApi(parameters, seed.accountId(), seed.region()),
                    new CloudFormationApi(stacks, scans, templates, s3::read));
        } catch (RuntimeException | Error e) {
            functions.close();
            throw e;
        }
    }

    String name() {
        return seed.region();
    }

    List<Api> apis() {
        return apis;
    }

    /** The service of this name here. */
    Api api(String service) {
        return apis.stream()
                .filter(api -> api.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    List<String> functionNames() {
        return functions.names();
    }

    List<String> typeNames() {
        return types.stream().map(type -> type.type().name()).toList();
    }

    /** What the Connect service holds, to be shown. */
    ObjectNode state() {
        return StateView.of(connect);
    }

    /** What the Connect service holds in the form of a seed file. */
    String asSeed() {
        return connect.asSeed();
    }

    /** What people are shown of it. */
    Place place() {
        return new Place(seed.region(), new Browse(connect), cloudControl, stacks);
    }

    /** From now on this comes between every invocation and its function. */
    void interferedWithBy(Interference other) {
        functions.interferedWithBy(other);
    }

    /** Back to the seed. Before it is there again nothing is at work any more that was there before. */
    void reset() {
        stacks.reset(() -> {
            scans.reset();
            templates.reset();
            cloudControl.reset(() -> {
                functions.reset();
                connect.reset();
                natives.reset();
            });
            buckets.reset();
            parameters.reset();
        });
    }

    /** Ends every child process and deletes what was written. */
    @Override
    public void close() {
        stacks.close();
        scans.close();
        cloudControl.close();
        functions.close();
    }

    /** A packaged provider takes the place of a native one of the same type. */
    private List<ResourceProvider> types() {
        var byName = new LinkedHashMap<String, ResourceProvider>();
        natives.providers(seed.accountId(), seed.region())
                .forEach(type -> byName.put(type.type().name(), type));
        functions.providers().forEach(p -> byName.put(p.typeName(), type(p)));
        return List.copyOf(byName.values());
    }

    private ResourceProvider type(Provider provider) {
        return new PackagedProvider(
                ResourceType.load(provider.schema()),
                () -> functions.untilReset(provider.functionName()),
                seed.accountId(),
                seed.region(),
                Patience.standard());
    }
}
