"""Clients of the emulator that `AWS_ENDPOINT_URL` names; it has its built-in seed."""

import os
import uuid

import boto3
import pytest
from awscc import BY_INDEX, WHOLE, Resource
from botocore.config import Config
from truth import users

INSTANCE_ID = "11111111-1111-1111-1111-111111111111"
INSTANCE = f"arn:aws:connect:us-east-1:123456789012:instance/{INSTANCE_ID}"


@pytest.fixture(scope="session")
def client():
    """Make a boto3 client of a service of the emulator."""
    assert os.environ["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:"), "these tests run against this machine only"
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=90, proxies={})
    return lambda service: boto3.client(service, region_name="us-east-1", config=config)


@pytest.fixture(scope="session")
def connect(client):
    """Amazon Connect itself."""
    return client("connect")


@pytest.fixture
def plain():
    """The least that a user needs, with a name of its own."""
    return {
        "InstanceArn": INSTANCE,
        "Username": f"replay-{uuid.uuid4().hex[:8]}",
        "Password": "Password123",
        "RoutingProfileArn": f"{INSTANCE}/routing-profile/22222222-2222-2222-2222-222222222222",
        "SecurityProfileArns": [f"{INSTANCE}/security-profile/33333333-3333-3333-3333-333333333333"],
        "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
        "IdentityInfo": {"FirstName": "Ada", "LastName": "Lovelace", "Email": "ada@example.com"},
    }


@pytest.fixture
def profile():
    """The ARN of the n-th security profile of the seed, n from 2 to 12."""
    return lambda n: f"{INSTANCE}/security-profile/33333333-3333-3333-3333-{n:012}"


@pytest.fixture
def group():
    """The ARN of the n-th hierarchy group of the seed, n from 2 to 3."""
    return lambda n: f"{INSTANCE}/agent-group/44444444-4444-4444-4444-{n:012}"


@pytest.fixture(params=[BY_INDEX, WHOLE])
def resource(request):
    """A resource block of Terraform's awscc, once for each form of its patches; destroyed in the end."""
    block = Resource(arrays=request.param)
    yield block
    if block.state is not None:
        block.destroy()


@pytest.fixture(autouse=True)
def nobody_left_behind():
    """Every test deletes the users that it makes; one that it forgot is an orphan."""
    before = set(users())
    yield
    assert set(users()) - before == set(), "users left behind"
