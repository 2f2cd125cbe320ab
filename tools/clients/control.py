"""The Cloud Control API as it is on the wire, for replays of clients that cannot be installed from a registry."""

import json
import os
import time
import urllib.error
import urllib.request

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from workbench.repository import DIRECT

TYPE = "AWS::Connect::User"
TARGET = "CloudApiService"
REGION = "us-east-1"
PATIENCE_SECONDS = 300
LOOKS = 3
MOST_LOOKS = 20


class Refused(Exception):
    """The API answered with an error; `type` is its name without namespace."""

    def __init__(self, status, body):
        self.status = status
        self.type = body.get("__type", "").rpartition("#")[2]
        self.message = body.get("message") or body.get("Message") or ""
        super().__init__(f"{status} {self.type}: {self.message}")


def call(operation, members, path="/"):
    """Send one signed request of AWS JSON 1.0, as the SDK for Go does, and return the answer. Raises Refused."""
    address = os.environ["AWS_ENDPOINT_URL"]
    request = AWSRequest(
        "POST",
        address + path,
        data=json.dumps(members).encode(),
        headers={"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"{TARGET}.{operation}"},
    )
    SigV4Auth(Credentials("AKIDLOCAL", "local"), "cloudcontrolapi", REGION).add_auth(request)
    prepared = urllib.request.Request(address + path, request.data, dict(request.headers), method="POST")
    try:
        with DIRECT.open(prepared, timeout=90) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        raise Refused(refusal.code, json.load(refusal)) from None


def finished(answer):
    """Follow an operation to its end and return its last event, whose fields are checked on the way."""
    event = checked(answer["ProgressEvent"])
    deadline = time.monotonic() + PATIENCE_SECONDS
    while event["OperationStatus"] in ("PENDING", "IN_PROGRESS"):
        assert time.monotonic() < deadline, f"no end: {event}"
        status = call("GetResourceRequestStatus", {"RequestToken": event["RequestToken"]})
        latest = checked(status["ProgressEvent"])
        assert (latest["RequestToken"], latest["Operation"]) == (event["RequestToken"], event["Operation"])
        event = latest
    return event


def checked(event):
    """Assert the names and JSON types of an event that awscc decodes strictly; a wrong one makes it crash."""
    known = {
        "TypeName": str,
        "Identifier": str,
        "RequestToken": str,
        "Operation": str,
        "OperationStatus": str,
        "EventTime": (int, float),
        "ResourceModel": str,
        "StatusMessage": str,
        "ErrorCode": str,
        "RetryAfter": (int, float),
    }
    assert set(event) <= set(known), event
    for name, value in event.items():
        assert isinstance(value, known[name]) and not isinstance(value, bool), f"{name} of {event}"
    assert event["TypeName"] == TYPE
    assert event["RequestToken"]
    assert event["Operation"] in ("CREATE", "UPDATE", "DELETE")
    assert "Password" not in json.loads(event.get("ResourceModel", "{}"))
    return event


def get(identifier):
    """Return what GetResource shows of a resource, after checking its form: Properties is a JSON string."""
    description = call("GetResource", {"TypeName": TYPE, "Identifier": identifier})["ResourceDescription"]
    assert set(description) == {"Identifier", "Properties"}
    assert description["Identifier"] == identifier
    assert isinstance(description["Properties"], str)
    properties = json.loads(description["Properties"])
    assert properties["UserArn"] == identifier
    assert "Password" not in properties
    return properties


def settled(identifier):
    """Return what GetResource shows once three looks in a row agree, None for nothing: reads may be a little late."""
    looks = []
    while len(looks) < LOOKS or looks[-LOOKS:] != [looks[-1]] * LOOKS:
        assert len(looks) < MOST_LOOKS, f"reads of {identifier} never agree"
        looks.append(shown(identifier))
    return looks[-1]


def shown(identifier):
    """Return what GetResource shows, None where it says in the way that clients understand that there is nothing."""
    try:
        return get(identifier)
    except Refused as refusal:
        assert refusal.type == "ResourceNotFoundException", refusal
        return None


def absent(identifier):
    """Whether GetResource says that a resource does not exist, in the way that clients understand."""
    try:
        get(identifier)
    except Refused as refusal:
        return refusal.type == "ResourceNotFoundException" and refusal.status in (400, 404)
    return False
