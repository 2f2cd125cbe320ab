"""A local AWS for tests with pytest: a fixture, and boto3 clients for it. Needs Java 17 and connect-local.jar."""

import os
import subprocess
import urllib.request
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

BUILT = Path(__file__).parent / "../../dist/connect-local.jar"
JAR = os.environ.get("CONNECT_LOCAL_JAR") or str(BUILT)
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture(scope="session")
def endpoint():
    """Start the local AWS on a free port and give its address."""
    if not os.path.isfile(JAR):
        pytest.exit(f"no {JAR}: run `make dist`, or name the jar: CONNECT_LOCAL_JAR")
    # It ends with these tests, also when they are killed: its standard input is theirs to close.
    tied = ["connectlocal.launch.Tied", "connectlocal.launch.Launcher"]
    command = ["java", "-cp", JAR, *tied, "--port", "0", "--lambda-port", "0"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline()
        assert line.startswith("ready "), (
            "the local AWS did not start; it says why on standard error"
        )
        yield line.split()[1]
        process.terminate()


@pytest.fixture
def aws(endpoint):
    """Give a maker of clients, aws("connect"); every test begins with the seed."""
    DIRECT.open(
        urllib.request.Request(f"{endpoint}/_emulator/reset", method="POST"), timeout=30
    )

    def client(service):
        keys = {
            "aws_access_key_id": "local",
            "aws_secret_access_key": "local",
            "region_name": "us-east-1",
            "config": Config(proxies={}),  # this machine is behind no proxy
        }
        return boto3.client(service, endpoint_url=endpoint, **keys)

    return client
