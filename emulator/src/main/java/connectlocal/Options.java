package connectlocal;

import connectlocal.cloudcontrol.CloudControlApi;
import connectlocal.http.ListenAddress;
import connectlocal.lambda.Functions;
import connectlocal.lambda.Provider;
import connectlocal.lambda.RuntimeClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an emulator is started with.
 *
 * @param listening where it listens
 * @param seed the seed file; the built-in seed when empty
 * @param providers packaged resource providers; the first answers {@code cfn test}
 * @param behaviours named switches of the Connect service
 * @param functions how functions are run
 * @param statusHold how long Cloud Control holds a question for a request's status open
 * @param unkindness faults, quotas and who may call
 * @param secrets a file with what Secrets Manager and the Parameter Store hold
 * @param keeping what outlasts the emulator, and who may call it
 */
public record Options(
        Listening listening,
        Optional<Path> seed,
        List<Provider> providers,
        Map<String, String> behaviours,
        Functions.Settings functions,
        Duration statusHold,
        Unkindness unkindness,
        Optional<Path> secrets,
        Keeping keeping) {

    /** Host names under which it may be called, besides those of loopback. */
    List<String> ownHosts() {
        return Stream.concat(Stream.of(listening.address().host()), unkindness.allowedHosts().stream())
                .toList();
    }

    /**
     * What outlasts the emulator, and who may call it.
     *
     * @param state a directory that keeps what services hold; nothing is kept when empty
     * @param auth a file of key pairs by which requests must be signed; signatures are not looked at when empty
     */
    public record Keeping(Optional<Path> state, Optional<Path> auth) {
        /** Nothing is kept, everybody may call. */
        public static final Keeping NONE = new Keeping(Optional.empty(), Optional.empty());
    }

    /** The directory that keeps what services hold. */
    public Optional<Path> state() {
        return keeping.state();
    }

    /** The file of key pairs by which requests must be signed. */
    public Optional<Path> auth() {
        return keeping.auth();
    }

    /**
     * How the emulator treats its callers unkindly.
     *
     * @param faults faults as {@code --fault} has them
     * @param faultsFile a file of faults
     * @param quotas {@code aws} or a file of quotas; no limits when empty
     * @param allowedHosts host names besides those of loopback under which it may be called
     */
    public record Unkindness(
            List<String> faults, Optional<Path> faultsFile, Optional<String> quotas, List<String> allowedHosts) {
        /** None: every call is answered, to loopback names. */
        public static final Unkindness NONE = new Unkindness(List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /** For embedding in tests: one free port, the built-in seed, no provider. */
    public static Options onFreePort() {
        var functions = new Functions.Settings(RuntimeClient.ofThisMachine(), 2, false);
        return new Options(
                new Listening(ListenAddress.LOOPBACK, 0, 0),
                Optional.empty(),
                List.of(),
                Map.of(),
                functions,
                CloudControlApi.STATUS_HOLD,
                Unkindness.NONE,
                Optional.empty(),
                Keeping.NONE);
    }

    /** The same with these providers. */
    public Options withProviders(List<Provider> others) {
        return new Options(
                listening, seed, List.copyOf(others), behaviours, functions, statusHold, unkindness, secrets, keeping);
    }

    /** The same with this seed file. */
    public Options withSeed(Path other) {
        return new Options(
                listening,
                Optional.of(other),
                providers,
                behaviours,
                functions,
                statusHold,
                unkindness,
                secrets,
                keeping);
    }

    /** The same with these switches. */
    public Options withBehaviours(Map<String, String> others) {
        return new Options(
                listening, seed, providers, Map.copyOf(others), functions, statusHold, unkindness, secrets, keeping);
    }

    /** The same with functions run like this. */
    public Options withFunctions(Functions.Settings others) {
        return new Options(listening, seed, providers, behaviours, others, statusHold, unkindness, secrets, keeping);
    }

    /** The same on another of the machine's addresses. */
    public Options withAddress(ListenAddress other) {
        var there = new Listening(other, listening.port(), listening.lambdaPort());
        return new Options(there, seed, providers, behaviours, functions, statusHold, unkindness, secrets, keeping);
    }

    /** The same with these faults, as {@code --fault} has them. */
    public Options withFaults(String... specs) {
        return withUnkindness(new Unkindness(
                List.of(specs), unkindness.faultsFile(), unkindness.quotas(), unkindness.allowedHosts()));
    }

    /** The same, so unkind. */
    public Options withUnkindness(Unkindness other) {
        return new Options(listening, seed, providers, behaviours, functions, statusHold, other, secrets, keeping);
    }

    /** The same with these secrets. */
    public Options withSecrets(Path file) {
        return new Options(
                listening, seed, providers, behaviours, functions, statusHold, unkindness, Optional.of(file), keeping);
    }

    /** The same with what services hold kept in this directory. */
    public Options withState(Path directory) {
        return with(new Keeping(Optional.of(directory), keeping.auth()));
    }

    /** The same with requests that must be signed by one of this file's keys. */
    public Options withAuth(Path file) {
        return with(new Keeping(keeping.state(), Optional.of(file)));
    }

    private Options with(Keeping other) {
        return new Options(listening, seed, providers, behaviours, functions, statusHold, unkindness, secrets, other);
    }
}
