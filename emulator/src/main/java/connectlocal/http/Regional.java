package connectlocal.http;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One service in many regions. Each region has a service of its own that knows nothing of the others; which one a
 * request is for is what its signature says.
 */
public final class Regional implements Api {
    private final Api home;
    private final String homeRegion;
    private final Function<String, Api> elsewhere;
    private final Predicate<String> openedByUrl;

    /**
     * @param home the service in the region of unsigned requests, which also says how the service is spoken to
     * @param elsewhere the service in another region, made when first asked for
     * @param openedByUrl whether a signature in a URL is enough to ask for a region
     */
    public Regional(Api home, String homeRegion, Function<String, Api> elsewhere, Predicate<String> openedByUrl) {
        this.home = home;
        this.homeRegion = homeRegion;
        this.elsewhere = elsewhere;
        this.openedByUrl = openedByUrl;
    }

    @Override
    public String region(Request request) {
        return Scope.of(request).map(Scope::region).filter(Regions::isRegion).orElse(homeRegion);
    }

    @Override
    public Operation route(Request request) {
        String region = region(request);
        if (region.equals(homeRegion)) {
            return home.route(request);
        }
        if (request.header("Authorization").isEmpty() && !openedByUrl.test(region)) {
            throw new AwsError(
                    "InvalidSignatureException",
                    403,
                    "Credential should be scoped to a valid region: " + region + " is not in use here, and a URL alone"
                            + " opens none; send a request first that is signed in its header");
        }
        return elsewhere.apply(region).route(request);
    }

    @Override
    public String service() {
        return home.service();
    }

    @Override
    public Response render(AwsError error) {
        return home.render(error);
    }

    @Override
    public Optional<String> targetPrefix() {
        return home.targetPrefix();
    }

    @Override
    public boolean ownsPath(String rawPath) {
        return home.ownsPath(rawPath);
    }

    @Override
    public boolean ownsEveryPath() {
        return home.ownsEveryPath();
    }

    @Override
    public boolean hasAction(String action) {
        return home.hasAction(action);
    }

    @Override
    public boolean mayWait() {
        return home.mayWait();
    }

    @Override
    public AwsError malformed(String what) {
        return home.malformed(what);
    }

    @Override
    public AwsError tooLarge(String what) {
        return home.tooLarge(what);
    }

    @Override
    public AwsError crowded(String what) {
        return home.crowded(what);
    }
}
