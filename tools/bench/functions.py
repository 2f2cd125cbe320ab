"""A provider's jar run as Lambda runs it: AWS's runtime interface client, Lambda's flags, a Runtime API of our own."""

import itertools
import json
import os
import platform
import queue
import re
import subprocess
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench import processes
from bench.cloudwatch import GROUP
from workbench.repository import ROOT
from workbench.steps import StepFailed, kill_group

CLIENT = ROOT / "emulator" / "target" / "ric"
MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
NATIVE = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
# MaxRAM: where a machine has the function's 512 MB the heap starts small, whatever this machine has.
FLAGS = ("-XX:MaxRAM=512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
ROUTE = re.compile(r"/2018-06-01/runtime/(?:invocation/(?:(next)|[^/]+/(response|error))|init/(error))")
PATIENCE_SECONDS = 120
ACCOUNT = "123456789012"


@dataclass(frozen=True)
class Variant:
    """A jar, its handler (`Class::method`), options of the JVM that Lambda does not give, and actions it has not."""

    name: str
    jar: Path
    handler: str
    options: tuple = ()
    lacks: tuple = ()


class RuntimeApi(ThreadingHTTPServer):
    """Lambda's Runtime API for one process (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html)."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Exchange)
        self.events, self.news = queue.SimpleQueue(), queue.SimpleQueue()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()


class Exchange(BaseHTTPRequestHandler):
    """One connection of the runtime interface client."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer leaves in one piece

    def do_GET(self):
        """Give out the next event, when there is one."""
        self.server.news.put(("next", time.perf_counter(), b""))
        event = self.server.events.get()
        if event is not None:
            self.answer(200, *event)

    def do_POST(self):
        """Take an answer."""
        body = (
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            if "Content-Length" in self.headers
            else self.chunks()
        )
        found = ROUTE.fullmatch(self.path)
        kind = "response" if found and found[2] == "response" else "error"
        self.server.news.put((kind, time.perf_counter(), body))
        self.answer(202, b'{"status":"OK"}', {})

    def chunks(self):
        """Return a body that came in chunks."""
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def answer(self, status, body, headers):
        """Send an answer."""
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


class Function:
    """One process of a variant, for the duration of a with block: `init` has the seconds until it asked for work."""

    def __init__(self, variant, address, cloudwatch=None):
        self._variant, self._address, self._cloudwatch = variant, address, cloudwatch
        self._ids = itertools.count(1)

    def __enter__(self):
        # The plugin's wrapper empties java.io.tmpdir on every invocation: it must be the process's alone.
        self._room = tempfile.TemporaryDirectory(prefix="bench-lambda-")
        self.home = home = Path(self._room.name)
        for folder in ("tmp", "task"):
            (home / folder).mkdir()
        self._log = home / "log"
        self._api = RuntimeApi()
        started = time.perf_counter()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command(self._variant, home),
                cwd=home / "task",
                env=environment(self._variant, home, self._api.server_port, self._address)
                | (self._cloudwatch.variables() if self._cloudwatch else {}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self.init = self._expect("next")[0] - started
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        kill_group(self._process)
        self._api.events.put(None)
        self._api.shutdown()
        self._api.server_close()
        self._room.cleanup()

    def _expect(self, wanted):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                kind, moment, body = self._api.news.get(timeout=0.5)
            except queue.Empty:
                if self._process.poll() is not None:
                    break
                continue
            if kind == wanted:
                return moment, body
            raise StepFailed(f"{self._variant.name}: {kind} instead of {wanted}: {body.decode()[:500]}")
        printed = self._log.read_text(errors="replace")[-2000:]
        raise StepFailed(f"{self._variant.name}: no {wanted} from the process; it printed:\n{printed}")

    def invoke(self, request):
        """Return what the handler answers to one event, and the seconds that it took."""
        headers = {
            "Lambda-Runtime-Aws-Request-Id": f"{next(self._ids):036}",
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + PATIENCE_SECONDS) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:bench",
        }
        payload = json.dumps(request).encode()
        started = time.perf_counter()
        self._api.events.put((payload, headers))
        moment, body = self._expect("response")
        self._expect("next")
        return json.loads(body), moment - started

    def run(self, action, desired, previous=None):
        """Run an operation to its end without the waits between; return its last answer and the handlers' seconds."""
        context, total = None, 0.0
        for _ in range(20):
            event = request(action, desired, previous, context)
            answer, seconds = self.invoke(logged(event) if self._cloudwatch else event)
            total += seconds
            if answer.get("status") == "SUCCESS":
                return answer, total
            if answer.get("status") != "IN_PROGRESS":
                raise StepFailed(f"{self._variant.name}: {action}: {answer.get('errorCode')}: {answer.get('message')}")
            desired, context = answer.get("resourceModel", desired), answer.get("callbackContext")
        raise StepFailed(f"{self._variant.name}: {action} did not end in 20 invocations")

    @property
    def pid(self):
        """The process's id."""
        return self._process.pid

    def processor(self):
        """Return the seconds of processor time so far."""
        return processes.of(self._process.pid).processor

    def peak(self):
        """Return the largest resident memory so far, in bytes."""
        status = (processes.PROC / str(self._process.pid) / "status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


def request(action, desired, previous=None, context=None):
    """Return the event that CloudFormation sends, without credentials for logs and metrics."""
    data = {
        "callerCredentials": {"accessKeyId": "AKIDLOCAL", "secretAccessKey": "local", "sessionToken": "local"},
        "logicalResourceId": "Agent",
        "resourceProperties": desired,
    }
    event = {
        "action": action,
        "awsAccountId": ACCOUNT,
        "bearerToken": "bench",
        "region": "us-east-1",
        "resourceType": "AWS::Connect::User",
        "requestData": data | ({"previousResourceProperties": previous} if previous else {}),
    }
    return event | ({"callbackContext": context} if context else {})


def logged(event):
    """Return the event of a type that is registered with a log group: the provider logs and measures itself."""
    credentials = event["requestData"]["callerCredentials"]
    logs = {"providerLogGroupName": GROUP, "providerCredentials": credentials}
    return event | {"requestData": event["requestData"] | logs}


def command(variant, home):
    """Return Lambda's command line."""
    jars = [*sorted(CLIENT.glob("*.jar")), variant.jar.resolve()]
    return [
        str(Path(os.environ["JAVA_HOME"], "bin", "java")) if os.environ.get("JAVA_HOME") else "java",
        *FLAGS,
        *variant.options,
        f"-Djava.io.tmpdir={home / 'tmp'}",
        f"-D{NATIVE}={library(home)}",
        "-cp",
        os.pathsep.join(map(str, jars)),
        MAIN,
        variant.handler,
    ]


def library(home):
    """Unpack the client's native library; left alone, every process would write it to one file in /tmp."""
    machine = {"arm64": "aarch_64", "aarch64": "aarch_64"}.get(platform.machine(), "x86_64")
    wanted = f"jni/libaws-lambda-jni.linux-{machine}.so"
    for jar in CLIENT.glob("*.jar"):
        with zipfile.ZipFile(jar) as archive:
            if wanted in archive.namelist():
                return archive.extract(wanted, home)
    raise StepFailed(f"there is no {wanted} in {CLIENT}; build the emulator: tools/build emulator")


def environment(variant, home, port, address):
    """Return Lambda's variables, with Connect at an emulator."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home / "task"),
        "LANG": "C.UTF-8",
        "TZ": ":UTC",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "AKIDLOCAL",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_SESSION_TOKEN": "local",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_EXECUTION_ENV": "AWS_Lambda_java17",
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/bench",
        "AWS_LAMBDA_LOG_STREAM_NAME": "bench",
        "LAMBDA_TASK_ROOT": str(home / "task"),
        "_HANDLER": variant.handler,
    }
