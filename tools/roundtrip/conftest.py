"""An emulator with a crowd of users, and the command that adopts them."""

import json
import os
import subprocess
import sys
import urllib.request

import boto3
import pytest
import yaml
from botocore.config import Config
from crowd import REGION, seed

from workbench import emulator
from workbench.repository import DIRECT, ROOT, isolated_environment

sys.path.append(str(ROOT / "tools" / "clients"))  # the replay of the awscc provider, and its reader of Terraform
sys.path.append(str(ROOT / "tools" / "clients" / "templates"))  # the shell that pages are typed into
PATIENCE_SECONDS = 1200


@pytest.fixture(scope="session")
def number():
    """How many users there are; `make adopt-thousand` asks for 1,000."""
    return int(os.environ.get("ADOPT_USERS", "24"))


@pytest.fixture(scope="session")
def address(number, tmp_path_factory):
    """The emulator's address."""
    file = tmp_path_factory.mktemp("crowd") / "seed.yaml"
    file.write_text(yaml.safe_dump(seed(number), allow_unicode=True, sort_keys=False), encoding="utf-8")
    with emulator.running(options=("--seed", file)) as found:
        yield found


@pytest.fixture
def environment(address):
    """The variables of a client of that emulator."""
    return isolated_environment() | {
        "AWS_ENDPOINT_URL": address,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
    }


@pytest.fixture
def adopt(environment, tmp_path):
    """Run tools/adopt in a folder of the test and return how it ended; `code` is what it must end with."""

    def run(*arguments, code=0, changed=()):
        command = [ROOT / "tools" / "adopt", *arguments]
        done = subprocess.run(
            [str(part) for part in command],
            cwd=tmp_path,
            env=environment | dict(changed),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
        assert done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def client(address):
    """Make a client of one service."""
    config = Config(retries={"total_max_attempts": 1}, read_timeout=90, proxies={})
    keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
    return lambda service: boto3.client(service, endpoint_url=address, region_name=REGION, config=config, **keys)


@pytest.fixture
def admin(address):
    """Ask the emulator's own routes."""

    def ask(method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{address}/_emulator/{path}", data, headers, method=method)
        with DIRECT.open(request, timeout=30) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    return ask
