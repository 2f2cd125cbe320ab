"""The extension for JUnit where tests fail, run by JUnit on what `make dist` wrote; the examples: test_pages.py."""

import re
import shutil
import subprocess

import pytest
from frameworks import MAVEN, results_of

from workbench.repository import ROOT

EXAMPLES = ROOT / "examples"
FAILING = r"""
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import connectlocal.junit.ConnectLocal;
import connectlocal.junit.ConnectLocalExtension;
import connectlocal.junit.LocalAws;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.connect.ConnectAsyncClient;
import software.amazon.awssdk.services.connect.ConnectClient;

class FailingTest {
    @RegisterExtension
    static final ConnectLocalExtension AWS = ConnectLocalExtension.seeded("centre.yaml");

    @Test
    void fails(ConnectClient connect) {
        connect.listUsers(r -> r.instanceId("11111111-1111-1111-1111-111111111111"));
        fail("on purpose");
    }

    @Test
    void forgetsCallsAlone(ConnectClient connect, LocalAws aws) {
        aws.fault("{'service': 'connect', 'operation': 'ListUsers', 'kind': 'throttle', 'times': '1'}"
                .replace('\'', '"'));
        connect.listInstances(r -> {});
        aws.forgetCalls();
        assertEquals(List.of(), aws.calls());
        connect.listUsers(r -> r.instanceId("11111111-1111-1111-1111-111111111111"));
        assertEquals(2, aws.callsOf("ListUsers").size());
    }

    @Test
    void asksAsync(ConnectAsyncClient connect) {
        connect.listUsers(r -> r.instanceId("11111111-1111-1111-1111-111111111111")).join();
    }
}

@Retention(RetentionPolicy.RUNTIME)
@ConnectLocal(seed = "centre.yaml")
@interface Centre {}

@Centre
class FailingSetUpTest {
    @BeforeEach
    void setUp(ConnectClient connect) {
        connect.listUsers(r -> r.instanceId("11111111-1111-1111-1111-111111111111"));
        fail("before it began");
    }

    @Test
    void neverBegins() {}
}

@Centre
class FailingCleanUpTest {
    @Test
    void endsWell(ConnectClient connect) {
        connect.listUsers(r -> r.instanceId("11111111-1111-1111-1111-111111111111"));
    }

    @AfterEach
    void cleanUp() {
        fail("after it had ended");
    }
}

@ConnectLocal(seed = "nowhere.yaml")
class NoSeedTest {
    @Test
    void neverRuns() {}
}
"""

# An emulator that has forgotten a call.
FORGETFUL = r"""
package connectlocal.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForgetfulTest {
    @Test
    void forgotten() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Map.of("health", "{\"region\": \"eu-west-1\"}", "requests", "[]", "requests/count", "{\"dropped\": 1}")
                .forEach((path, body) -> server.createContext("/_emulator/" + path, exchange -> {
                    exchange.sendResponseHeaders(200, body.length());
                    exchange.getResponseBody().write(body.getBytes());
                    exchange.close();
                }));
        server.start();
        var aws = new LocalAws(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        try {
            assertEquals(0, aws.lastCalls().size());
            assertThrows(IllegalStateException.class, () -> aws.callsOf("CreateUser"));
            var failure = assertThrows(IllegalStateException.class, aws::calls);
            assertTrue(failure.getMessage().contains("and 1 of this test went before"), failure.getMessage());
            assertTrue(failure.getMessage().contains("call forgetCalls()"), failure.getMessage());
        } finally {
            aws.close();
            server.stop(0);
        }
    }
}
"""

# Which HTTP client asks: each says so in its agent.
ASKING = r"""
package connectlocal.junit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;

class AskingTest {
    private final BlockingQueue<String> agents = new LinkedBlockingQueue<>();
    private HttpServer server;
    private LocalAws aws;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            agents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
            boolean isHealth = exchange.getRequestURI().getPath().endsWith("/health");
            byte[] body = (isHealth ? "{\"region\": \"eu-west-1\"}" : "<GetCallerIdentityResponse/>").getBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        aws = new LocalAws(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        agents.clear();
    }

    @Test
    void asksSync() throws Exception {
        aws.client(StsClient.class).getCallerIdentity();
        assertTrue(agents.remove().contains("Apache"));
    }

    @Test
    void asksAsync() throws Exception {
        aws.client(StsAsyncClient.class).getCallerIdentity().join();
        assertTrue(agents.remove().contains("NettyNio"));
    }

    @AfterEach
    void stop() {
        aws.close();
        server.stop(0);
    }
}
"""
# Before its client of Netty could be told to go without a proxy, and that refuses to choose among HTTP clients.
OLDER_SDK = "2.20.162"

# A proxy that nobody runs, named by the environment and by the JVM: without the JVM's the environment's would count.
PROXY = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
PROXY |= {"NO_PROXY": "", "no_proxy": ""}
PROXY_OF_THE_JVM = "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttp.nonProxyHosts="


@pytest.fixture(scope="module")
def junit_run(own_jars, bare_environment, tmp_path_factory):
    """A copy of the example for JUnit, behind a proxy, with tests that fail, one for its seed: output, messages."""
    folder = tmp_path_factory.mktemp("in a copy") / "examples" / "junit"
    shutil.copytree(EXAMPLES / "junit", folder, ignore=shutil.ignore_patterns("target"))
    (folder / "src" / "test" / "java" / "example" / "FailingTest.java").write_text(FAILING, encoding="utf-8")
    own = folder / "src" / "test" / "java" / "connectlocal" / "junit"
    own.mkdir(parents=True)
    (own / "ForgetfulTest.java").write_text(FORGETFUL, encoding="utf-8")
    done = run_in(folder, bare_environment)
    results = results_of(folder)
    assert results, done.stdout
    return done.stdout, results


@pytest.fixture(scope="module")
def older_run(own_jars, bare_environment, tmp_path_factory):
    """The same with an older SDK, that has another HTTP client beside, and first: results."""
    folder = tmp_path_factory.mktemp("older") / "examples" / "junit"
    folder.mkdir(parents=True)
    pom = (EXAMPLES / "junit" / "pom.xml").read_text(encoding="utf-8")
    pom, bills = re.subn(r"(<artifactId>bom</artifactId>\s*<version>)[^<]*", rf"\g<1>{OLDER_SDK}", pom)
    pom, first = re.subn("<artifactId>connect</artifactId>", "<artifactId>url-connection-client</artifactId>", pom)
    pom, last = re.subn("<artifactId>cloudformation</artifactId>", "<artifactId>sts</artifactId>", pom)
    assert (bills, first, last) == (1, 1, 1)
    (folder / "pom.xml").write_text(pom, encoding="utf-8")
    own = folder / "src" / "test" / "java" / "connectlocal" / "junit"
    own.mkdir(parents=True)
    (own / "AskingTest.java").write_text(ASKING, encoding="utf-8")
    done = run_in(folder, bare_environment)
    results = results_of(folder)
    assert results, done.stdout
    return results


def run_in(folder, environment):
    """Run the tests of a copy, behind a proxy."""
    (folder.parents[1] / "dist").symlink_to(ROOT / "dist")
    return subprocess.run(
        [*MAVEN, f"-DargLine=-XX:TieredStopAtLevel=1 {PROXY_OF_THE_JVM}", "test"],
        cwd=folder,
        env=environment | PROXY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize(
    ("test", "parameter", "message"),
    [
        ("fails", "ConnectClient", "on purpose"),
        ("neverBegins", "", "before it began"),
        ("endsWell", "ConnectClient", "after it had ended"),
    ],
)
def test_junit_failure_shows_what_was_asked(junit_run, test, parameter, message):
    output, results = junit_run
    assert results[test] == message
    told = output[output.index(f"{test}({parameter}) failed; what the local AWS was asked:") :].splitlines()
    assert re.match(r'  connect ListUsers -> 200 \{.*"InstanceId":', told[1]), told[1]


def test_junit_seed_that_is_missing_named_with_its_place(junit_run):
    _, results = junit_run
    assert "the seed nowhere.yaml is not among the resources of the tests" in results["neverRuns"]


def test_junit_calls_are_forgotten_alone_faults_stay(junit_run):
    _, results = junit_run
    assert results["forgetsCallsAlone"] == "passed"


@pytest.mark.parametrize("test", ["asksAsync", "deployed_theAgentIsThere"])
def test_junit_behind_a_proxy_this_machine_is_asked_itself(junit_run, test):
    _, results = junit_run
    assert results[test] == "passed"


def test_junit_calls_that_are_kept_no_more_are_no_smaller_number(junit_run):
    _, results = junit_run
    assert results["forgotten"] == "passed"


@pytest.mark.parametrize("test", ["asksSync", "asksAsync"])
def test_junit_with_an_older_sdk_this_machine_is_asked_itself_by_the_sdk_s_own_client(older_run, test):
    assert older_run[test] == "passed"
