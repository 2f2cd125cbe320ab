package connectlocal.auth;

import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.util.Optional;

/** A service that answers only requests whose signature is right; the others it refuses in its own form. */
public final class SignedApi implements Api {
    private final Api api;
    private final Verifier verifier;

    /** @param verifier says whose signature is right */
    public SignedApi(Api api, Verifier verifier) {
        this.api = api;
        this.verifier = verifier;
    }

    @Override
    public Operation route(Request request) {
        verifier.check(request, api);
        return api.route(request);
    }

    @Override
    public String region(Request request) {
        return api.region(request);
    }

    @Override
    public String service() {
        return api.service();
    }

    @Override
    public Response render(AwsError error) {
        return api.render(error);
    }

    @Override
    public Optional<String> targetPrefix() {
        return api.targetPrefix();
    }

    @Override
    public boolean ownsPath(String rawPath) {
        return api.ownsPath(rawPath);
    }

    @Override
    public boolean ownsEveryPath() {
        return api.ownsEveryPath();
    }

    @Override
    public boolean hasAction(String action) {
        return api.hasAction(action);
    }

    @Override
    public boolean mayWait() {
        return api.mayWait();
    }

    @Override
    public AwsError malformed(String what) {
        return api.malformed(what);
    }

    @Override
    public AwsError tooLarge(String what) {
        return api.tooLarge(what);
    }

    @Override
    public AwsError crowded(String what) {
        return api.crowded(what);
    }
}
