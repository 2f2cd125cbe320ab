"""The same simple calls to the emulator and to moto's server, in turns: what a well-known emulator takes for them.

Each call has a connection of its own, since moto's server keeps none. It knows no users of Amazon Connect, so what is
called is what both have: Connect's instances, STS, and a parameter of the Parameter Store written and read.
"""

import contextlib
import json
import socket
import statistics
import subprocess
import time
import urllib.parse

from bench import environments, processes, sockets
from workbench import emulator
from workbench.repository import isolated_environment
from workbench.steps import StepFailed, say

PATIENCE_SECONDS = 60
SCOPE = "AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=0"


def measured(rounds, seconds):
    """Return by call and emulator, for each round, calls a second and processor milliseconds a call."""
    say("bench-emulator: beside moto's server")
    with moto() as other, emulator.running() as own:
        servers = {"this": own, "moto": other}
        calls = {server: requests(instance(address)) for server, address in servers.items()}
        figures = {name: {server: [] for server in servers} for name in calls["this"]}
        for number in range(rounds + 1):
            for name in figures:
                for server in (list(servers), list(reversed(servers)))[number % 2]:
                    found = one_round(servers[server], calls[server][name], seconds)
                    if number:  # the first round warms up
                        figures[name][server].append(found)
    return figures


def instance(address):
    """Make an instance of Amazon Connect and return its id."""
    wanted = {"InstanceAlias": "bench", "IdentityManagementType": "CONNECT_MANAGED"}
    wanted |= {"InboundCallsEnabled": True, "OutboundCallsEnabled": True}
    made = answered(address, request("PUT", "/instance", json.dumps(wanted).encode(), "connect"))
    return json.loads(made.partition(b"\r\n\r\n")[2])["Id"]


def requests(identifier):
    """Return a request of each call, of Connect about this instance; a parameter is written before it is read."""
    identity = b"Action=GetCallerIdentity&Version=2011-06-15"
    form = "application/x-www-form-urlencoded"
    written = {"Name": "greeting", "Value": "hello", "Type": "String", "Overwrite": True}
    return {
        "DescribeInstance": request("GET", f"/instance/{identifier}", b"", "connect"),
        "ListInstances": request("GET", "/instance", b"", "connect"),
        "GetCallerIdentity": request("POST", "/", identity, "sts", Content_Type=form),
        "PutParameter": parameter("PutParameter", written),
        "GetParameter": parameter("GetParameter", {"Name": "greeting"}),
    }


def parameter(operation, members):
    """Return a request of the Parameter Store."""
    headers = {"Content_Type": "application/x-amz-json-1.1", "X_Amz_Target": f"AmazonSSM.{operation}"}
    return request("POST", "/", json.dumps(members).encode(), "ssm", **headers)


def request(method, path, body, service, **headers):
    """Return the bytes of a request that is the only one of its connection."""
    return sockets.request(method, path, body, Authorization=SCOPE.format(service), Connection="close", **headers)


def one_round(address, request, seconds):
    """Return calls a second, and how many milliseconds of the processor the server took for one."""
    pid = processes.listening(urllib.parse.urlsplit(address).port)
    before, begun, calls = processes.of(pid).processor, time.perf_counter(), 0
    while time.perf_counter() - begun < seconds or not calls:
        answered(address, request)
        calls += 1
    took = time.perf_counter() - begun
    return {"rate": calls / took, "processor": 1000 * (processes.of(pid).processor - before) / calls}


def answered(address, request):
    """Return the whole answer to a request. Raises StepFailed when it is no success."""
    port = urllib.parse.urlsplit(address).port
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(request)
        parts = []
        while part := connection.recv(1 << 16):
            parts.append(part)
    answer = b"".join(parts)
    if answer.split(b" ", 2)[1:2] != [b"200"]:
        raise StepFailed(f"{address} refused: {answer[:500].decode(errors='replace')}")
    return answer


@contextlib.contextmanager
def moto():
    """Run moto's server, from an environment of its own, for the duration of a with block: its address."""
    python = environments.python_of("moto")
    port = free_port()
    process = subprocess.Popen(
        [python, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        cwd=python.parent,
        env=isolated_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_port(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def free_port():
    """Return a port of loopback that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def await_port(process, port):
    """Wait until a process takes connections. Raises StepFailed when it ends before, or takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise StepFailed(f"moto's server takes no connection on port {port}; exit code {process.poll()}")


def rows(data):
    """Yield the rows: medians of both, and the median of the rounds' ratios."""
    yield ["beside moto's server, a connection a call", "this", "moto", "this / moto"]
    for name, servers in data.items():
        for figure, unit, digits in (("rate", "calls a second", 0), ("processor", "processor ms a call", 2)):
            own, other = ([each[figure] for each in servers[server]] for server in ("this", "moto"))
            ratios = [a / b for a, b in zip(own, other, strict=True) if b]
            medians = (f"{statistics.median(each):.{digits}f}" for each in (own, other))
            yield [f"{name}: {unit}", *medians, f"{statistics.median(ratios):.2f}" if ratios else "-"]
