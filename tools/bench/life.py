"""The actions that are measured, each on users of its own."""

import uuid

from bench.clients import INSTANCE
from bench.search import Connect

ACTIONS = ("READ", "CREATE", "UPDATE none", "UPDATE all", "LIST", "DELETE")
# A creation of two invocations, for CreateUser takes no proficiencies; older types have none.
PROFICIENT = "CREATE with proficiencies"
INSTANCE_ID = INSTANCE.rpartition("/")[2]
# Everything is set that some providers cannot do without, and Connect shows all of it: an update to it is none.
IDENTITY = {
    "FirstName": "Ada",
    "LastName": "Lovelace",
    "Email": "ada@example.com",
    "SecondaryEmail": "lovelace@example.com",
    "Mobile": "+15550100",
}
PHONE = {"PhoneType": "DESK_PHONE", "AutoAccept": False, "AfterContactWorkTimeLimit": 0, "DeskPhoneNumber": "+15550101"}
PROFICIENCIES = {"UserProficiencies": [{"AttributeName": "Language", "AttributeValue": "English", "Level": 4}]}


def user(connect, name):
    """Make a user without any provider and return its ARN."""
    made = connect.call("PUT", f"/users/{INSTANCE_ID}", {
        "Username": name,
        "Password": "Secret12345x",
        "RoutingProfileId": "22222222-2222-2222-2222-222222222222",
        "SecurityProfileIds": ["33333333-3333-3333-3333-333333333333"],
        "IdentityInfo": IDENTITY,
        "PhoneConfig": PHONE,
        "Tags": {"Team": "Berlin"},
    })  # fmt: skip
    return made["UserArn"]


def new_model():
    """Return the properties of a user that is not there."""
    return {
        "InstanceArn": INSTANCE,
        "Username": f"bench-{uuid.uuid4()}",
        "Password": "Secret12345x",
        "RoutingProfileArn": f"{INSTANCE}/routing-profile/22222222-2222-2222-2222-222222222222",
        "SecurityProfileArns": [f"{INSTANCE}/security-profile/33333333-3333-3333-3333-333333333333"],
        "IdentityInfo": IDENTITY,
        "PhoneConfig": PHONE,
        "Tags": [{"Key": "Team", "Value": "Berlin"}],
    }


def changed(model):
    """Return the same user with everything else about it changed: identity, phone, profiles, tags."""
    return model | {
        "RoutingProfileArn": f"{INSTANCE}/routing-profile/22222222-2222-2222-2222-000000000002",
        "SecurityProfileArns": [f"{INSTANCE}/security-profile/33333333-3333-3333-3333-000000000002"],
        "IdentityInfo": IDENTITY | {"FirstName": "Grace", "LastName": "Hopper"},
        "PhoneConfig": PHONE | {"DeskPhoneNumber": "+15550102", "AfterContactWorkTimeLimit": 30},
        "Tags": [{"Key": "Team", "Value": str(uuid.uuid4())}],
    }


def fault(millis):
    """Return what has the emulator answer every call of Connect this much later."""
    return {"service": "connect", "kind": "delay", "ms": millis, "times": "forever"}


class Life:
    """Runs actions on users of its own; each returns its seconds."""

    def __init__(self, function, address):
        self._function, self._connect = function, Connect(address)

    def processor(self):
        """Return the seconds of processor time that the function has used so far."""
        return self._function.processor()

    def run(self, action):
        """Run an action as a client would that has nothing else to do; what it needs is made without the provider."""
        return {
            "READ": lambda: self._read(),
            "CREATE": lambda: self._create(new_model()),
            PROFICIENT: lambda: self._create(new_model() | PROFICIENCIES),
            "UPDATE none": lambda: self._update(lambda model: model),
            "UPDATE all": lambda: self._update(changed),
            "LIST": lambda: self._list(),
            "DELETE": lambda: self._delete(),
        }[action]()

    def move_connect_away(self, millis):
        """Make every later call of Connect take this much longer; 0 takes that back."""
        self._connect.call("DELETE", "/_emulator/faults", {})
        if millis:
            self._connect.call("POST", "/_emulator/faults", fault(millis))

    def _read(self):
        return self._function.run("READ", {"UserArn": self._user()})[1]

    def _create(self, model):
        answer, seconds = self._function.run("CREATE", model)
        self._drop(answer["resourceModel"]["UserArn"])
        return seconds

    def _update(self, to):
        model = new_model()
        arn = user(self._connect, model["Username"])
        model |= {"UserArn": arn}
        model.pop("Password")
        seconds = self._function.run("UPDATE", to(model), model)[1]
        self._drop(arn)
        return seconds

    def _list(self):
        return self._function.run("LIST", {"InstanceArn": INSTANCE})[1]

    def _delete(self):
        return self._function.run("DELETE", {"UserArn": user(self._connect, f"bench-{uuid.uuid4()}")})[1]

    def _user(self):
        page = self._connect.call("GET", f"/users-summary/{INSTANCE_ID}?maxResults=1", {})
        return page["UserSummaryList"][0]["Arn"]

    def _drop(self, arn):
        self._connect.call("DELETE", f"/users/{INSTANCE_ID}/{arn.rpartition('/')[2]}", {})
