package connectlocal.lambda;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the functions of one region run: a private directory, the Runtime API, and of each provider the class path and
 * its archive. It knows neither account nor region, which a seed says, so a start opens it while the seed is read.
 */
public final class Workplace implements AutoCloseable {
    private final List<Provider> providers;
    private final Functions.Settings settings;
    /** By type: the hash of a record is made of classes that no archive holds. */
    private final Map<String, ChildClassPath> classPaths = new HashMap<>();

    private final Map<String, ChildArchive> archives = new HashMap<>();
    private final Workshop workshop;
    private final RuntimeApi api;

    private Workplace(List<Provider> providers, Functions.Settings settings) throws IOException {
        Provider.requireDistinct(providers);
        this.providers = List.copyOf(providers);
        this.settings = settings;
        for (Provider provider : this.providers) {
            var classPath = ChildClassPath.of(settings.runtimeClient(), provider.jar());
            var archive = ChildArchive.of(classPath, settings.rehearsal());
            if (settings.ahead()) {
                archive.find(); // reads all of the jars, once
            }
            classPaths.put(provider.typeName(), classPath);
            archives.put(provider.typeName(), archive);
        }
        this.workshop = providers.isEmpty() ? null : Workshop.open(settings.runtimeClient());
        this.api = providers.isEmpty() ? null : RuntimeApi.openIn(workshop);
    }

    /**
     * Opens it; where there are no providers it has nothing.
     *
     * @throws IllegalArgumentException when two providers are of one type
     * @throws IOException when the private directory cannot be made or AWS's runtime client is missing
     */
    public static Workplace open(List<Provider> providers, Functions.Settings settings) throws IOException {
        return new Workplace(providers, settings);
    }

    List<Provider> providers() {
        return providers;
    }

    Functions.Settings settings() {
        return settings;
    }

    /** The processes of one function of a provider; none is started yet. */
    FunctionPool pool(Provider provider, String function, ChildCommand.Surroundings surroundings) {
        boolean tests = function.equals(provider.testFunctionName());
        var command = new ChildCommand(
                function,
                classPaths.get(provider.typeName()),
                archives.get(provider.typeName()),
                tests ? provider.testEntrypoint() : provider.entrypoint(),
                settings.runtimeClient(),
                workshop,
                surroundings);
        return new FunctionPool(command, api, settings.concurrency());
    }

    /** Begins to answer processes; those that have started before wait for it. */
    void serve() throws IOException {
        if (api != null) {
            api.serve();
        }
    }

    /** When no process is at work any more. */
    @Override
    public void close() {
        if (workshop != null) {
            api.close();
            workshop.close();
        }
    }
}
