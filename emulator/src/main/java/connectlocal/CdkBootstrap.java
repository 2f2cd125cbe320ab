package connectlocal;

import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code cdk bootstrap} leaves in an account and region, under its default qualifier: the CDK's default
 * synthesizer asks for it before it deploys anything. Its roles are assumed by STS, which lets everybody.
 *
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html">Bootstrapping</a>
 */
record CdkBootstrap(String accountId, String region) {
    private static final String QUALIFIER = "hnb659fds";
    private static final String VERSION = "31";

    /** The bucket for templates and assets. */
    String bucket() {
        return "cdk-%s-assets-%s-%s".formatted(QUALIFIER, accountId, region);
    }

    /** These parameters and the one that says the version of the bootstrap, unless they have it. */
    Map<String, String> with(Map<String, String> parameters) {
        var all = new TreeMap<>(parameters);
        all.putIfAbsent("/cdk-bootstrap/" + QUALIFIER + "/version", VERSION);
        return all;
    }
}
