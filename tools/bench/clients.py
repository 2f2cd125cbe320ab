"""Clients that create, update and delete users through Cloud Control, each in its own thread with one connection."""

import json
import threading
import time
from dataclasses import dataclass, field

import urllib3

INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/11111111-1111-1111-1111-111111111111"
TYPE = "AWS::Connect::User"
PATIENCE_SECONDS = 300
SCOPE = "AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/us-east-1/cloudcontrolapi/aws4_request"


class WentWrong(Exception):
    """A request was refused or ended badly; the message says which and how."""


@dataclass
class Belief:
    """What the clients know to be true: the users that are there by ARN, and how long each operation took."""

    users: dict = field(default_factory=dict)
    seconds: dict = field(default_factory=lambda: {"CREATE": [], "UPDATE": [], "DELETE": []})


class Client:
    """One client: one connection, one request at a time."""

    def __init__(self, address, belief):
        self._address = address
        self._belief = belief
        self._pool = urllib3.PoolManager(maxsize=1, retries=False, timeout=90)

    def live(self, names, keep):
        """Create and update users of these names; delete all but those that `keep` is true of."""
        for name in names:
            arn = self.create(name)
            self.update(arn, name)
            if not keep(name):
                self.delete(arn)

    def create(self, name, token=None):
        """Create a user and return its ARN."""
        desired = {
            "InstanceArn": INSTANCE,
            "Username": name,
            "Password": "Password123",
            "RoutingProfileArn": f"{INSTANCE}/routing-profile/22222222-2222-2222-2222-222222222222",
            "SecurityProfileArns": [f"{INSTANCE}/security-profile/33333333-3333-3333-3333-333333333333"],
            "IdentityInfo": {"FirstName": "Ada", "LastName": "Lovelace"},
            "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
        }
        members = {"DesiredState": json.dumps(desired), "ClientToken": token or f"create-{name}"}
        arn = self._finish("CREATE", "CreateResource", members)
        self._belief.users[arn] = {"Username": name, "LastName": "Lovelace", "Languages": []}
        return arn

    def update(self, arn, name):
        """Give a user another last name and a proficiency."""
        language = {"AttributeName": "Language", "AttributeValue": "English", "Level": 3}
        patch = [
            {"op": "replace", "path": "/IdentityInfo/LastName", "value": f"of {name}"},
            {"op": "add", "path": "/UserProficiencies", "value": [language]},
        ]
        self._finish("UPDATE", "UpdateResource", {"Identifier": arn, "PatchDocument": json.dumps(patch)})
        self._belief.users[arn] |= {"LastName": f"of {name}", "Languages": ["English"]}

    def delete(self, arn):
        """Delete a user."""
        self._finish("DELETE", "DeleteResource", {"Identifier": arn})
        del self._belief.users[arn]

    def read(self, arn):
        """Read a user."""
        self.call("GetResource", {"TypeName": TYPE, "Identifier": arn})

    def _finish(self, kind, operation, members):
        started = time.monotonic()
        event = self.call(operation, {"TypeName": TYPE} | members)["ProgressEvent"]
        while event["OperationStatus"] in ("PENDING", "IN_PROGRESS"):
            if time.monotonic() - started > PATIENCE_SECONDS:
                raise WentWrong(f"{operation}: not over after {PATIENCE_SECONDS} s: {event['OperationStatus']}")
            status = self.call("GetResourceRequestStatus", {"RequestToken": event["RequestToken"]})
            event = status["ProgressEvent"]
        if event["OperationStatus"] != "SUCCESS":
            raise WentWrong(f"{operation}: {event.get('ErrorCode')}: {event.get('StatusMessage')}")
        self._belief.seconds[kind].append(time.monotonic() - started)
        return event["Identifier"]

    def call(self, operation, members):
        """Return the answer of an operation."""
        headers = {
            "Authorization": SCOPE,
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": f"CloudApiService.{operation}",
        }
        answer = self._pool.request("POST", f"{self._address}/", body=json.dumps(members), headers=headers)
        if answer.status != 200:
            raise WentWrong(f"{operation}: {answer.status} {answer.data.decode()}")
        return json.loads(answer.data)


def in_parallel(address, belief, parts, work):
    """Give each part to a client of its own, all at once, and wait for them. Raises what went wrong first."""
    failures = []

    def run(part):
        try:
            work(Client(address, belief), part)
        except Exception as failure:  # whatever it is, the thread that waits must hear of it
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(part,), daemon=True) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    if failures:
        raise failures[0]
    if any(thread.is_alive() for thread in threads):
        raise WentWrong(f"a client was not done after {PATIENCE_SECONDS} s")


def shared_out(items, clients):
    """Return the items in as many parts as there are clients."""
    return [items[client::clients] for client in range(clients)]


def there(address):
    """Return what the emulator holds, in the form of a Belief's users."""
    pool = urllib3.PoolManager(retries=False, timeout=30)
    state = json.loads(pool.request("GET", f"{address}/_emulator/state").data)
    return {
        f"{instance['Arn']}/agent/{user['Id']}": {
            "Username": user["Username"],
            "LastName": user["Settings"]["IdentityInfo"].get("LastName"),
            "Languages": [each["AttributeValue"] for each in user["Settings"].get("Proficiencies", [])],
        }
        for instance in state["Instances"]
        for user in instance["Users"]
    }
