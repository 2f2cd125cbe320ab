"""The AWS CLI against the emulator that `AWS_ENDPOINT_URL` names."""

import json
import os
import subprocess
from pathlib import Path

import pytest

INPUTS = Path(__file__).resolve().parents[2] / "inputs"


@pytest.fixture(scope="session")
def example():
    """The properties of the first contract-test input, which are made for the default seed."""
    return json.loads((INPUTS / "inputs_1_create.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def aws():
    """Run the AWS CLI and return its exit code, its answer and what it says about errors."""
    assert os.environ["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:"), "these tests run against this machine only"

    def run(*arguments):
        done = subprocess.run(
            ["aws", "--output", "json", *arguments], capture_output=True, text=True, timeout=60, check=False
        )
        return done.returncode, json.loads(done.stdout) if done.stdout.strip() else None, done.stderr

    return run
