"""What the tests of templates' clients share: a shell to type a page's commands in, and a look at what came of them."""

import json
import os
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError
from page import ROOT, Page, Shell

from workbench.repository import DIRECT

# Where the commands of a page run, if not in its own folder.
FOLDERS = {"cloudformation": ROOT, "guide/cdk.md": ROOT / "examples" / "cdk"}
INSTANCE_ID = "11111111-1111-1111-1111-111111111111"


@pytest.fixture(autouse=True)
def nobody_left_behind():
    """Here users live from one command of a page to the next; the tests say themselves when they must be gone."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Open a page with a shell in the folder where its commands run; the same page has the same shell."""
    opened = {}

    def page(name):
        if name not in opened:
            folder = FOLDERS.get(name, ROOT / "examples" / name)
            clients = tmp_path_factory.mktemp("path") / "bin"
            opened[name] = Page(name), Shell(clients, folder, tmp_path_factory.mktemp("home"))
        return opened[name]

    yield page
    for _, shell in opened.values():
        shell.close()


@pytest.fixture(scope="session")
def users(connect):
    """Look a user of the demo instance up by name; None when there is none."""

    def found(name, instance=INSTANCE_ID):
        pages = connect.get_paginator("list_users").paginate(InstanceId=instance)
        ids = [user["Id"] for page in pages for user in page["UserSummaryList"] if user["Username"] == name]
        return connect.describe_user(InstanceId=instance, UserId=ids[0])["User"] if ids else None

    return found


@pytest.fixture(scope="session")
def stack(client):
    """Look at a stack's status; None when there is none."""
    stacks = client("cloudformation")

    def status(name):
        try:
            return stacks.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
        except ClientError as failure:
            assert "does not exist" in str(failure)
            return None

    return status


@pytest.fixture(scope="session")
def gone(client):
    """Wait until a stack is gone."""
    stacks = client("cloudformation")

    def wait(name):
        stacks.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})

    return wait


@pytest.fixture
def calls():
    """What the emulator was asked since the test began."""
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def asked():
        address = f"{os.environ['AWS_ENDPOINT_URL']}/_emulator/requests?since={since}"
        with DIRECT.open(address, timeout=10) as answer:
            return json.load(answer)

    return asked
