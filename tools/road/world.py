"""What is there before each case: a seed with users of fixed ids, and the scenarios that meet them."""

import json
from dataclasses import dataclass, field

ACCOUNT = "123456789012"
NAMES = {"11111111": "CONNECT_MANAGED", "aaaaaaaa": "SAML", "bbbbbbbb": "CONNECT_MANAGED"}
# Whoever is struck so must look what became of the call.
AFTER_THE_COMMIT = ("drop-after", "crash-after")
FULL, PHONE, TAKEN, BYSTANDER = (f"66666666-6666-6666-6666-{n:012}" for n in (1, 2, 3, 4))


def instance_id(start):
    """Return the id of the instance that begins with these eight digits."""
    return f"{start}-1111-1111-1111-111111111111"


def instance(start="11111111"):
    """Return the ARN of an instance."""
    return f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/{instance_id(start)}"


def user_arn(identity):
    """Return the ARN of a user of the first instance."""
    return f"{instance()}/agent/{identity}"


def item(kind, start, number=1):
    """Return the id of a routing profile (2), security profile (3) or hierarchy group (4)."""
    return f"{start}-{kind * 4}-1111-1111-{number:012}"


def seed():
    """Return the seed: three instances, so that a walk over the region has three pages, and bystanders in each."""
    return {
        "accountId": ACCOUNT,
        "region": "us-east-1",
        "instances": [seeded_instance(start, kind) for start, kind in NAMES.items()],
    }


def seeded_instance(start, kind):
    """Return one instance of the seed."""
    return {
        "id": instance_id(start),
        "alias": f"road-{start}",
        "identityManagementType": kind,
        "routingProfiles": [{"id": item("2", start, n), "name": f"Routing {n}"} for n in (1, 2)],
        "securityProfiles": [{"id": item("3", start, n), "name": f"Security {n}"} for n in (1, 2, 3)],
        "hierarchyGroups": [{"id": item("4", start, n), "name": f"Group {n}", "level": 1} for n in (1, 2)],
        "predefinedAttributes": [{"name": "Language", "values": ["English", "German", "French"]}],
        "users": [seeded_user(start, "bystander", BYSTANDER), *(named_users() if start == "11111111" else [])],
    }


def named_users():
    """Return the users that the scenarios are about."""
    lists = {
        "HierarchyGroupId": item("4", "11111111"),
        "IdentityInfo": IDENTITY,
        "Tags": {"Team": "Berlin", "Cost": "42"},
        "UserProficiencies": [level("English", 3), level("German", 5)],
        **{name: LISTS[name] for name in LISTS},
    }
    phone = {"IdentityInfo": IDENTITY, "PhoneConfig": DESK_PHONE}
    return [
        seeded_user("11111111", "full", FULL, **lists),
        seeded_user("11111111", "phone", PHONE, **phone),
        seeded_user("11111111", "taken", TAKEN, IdentityInfo={"FirstName": "Some", "LastName": "Other"}),
    ]


def seeded_user(start, name, identity, **more):
    """Return a user of the seed, with the members of CreateUser."""
    user = {
        "Username": name if NAMES[start] != "SAML" else f"{name}@example.com",
        "RoutingProfileId": item("2", start),
        "SecurityProfileIds": [item("3", start)],
        "IdentityInfo": {"FirstName": "By", "LastName": "Stander"},
        "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
    }
    if "AutoAcceptConfigs" in more:
        del user["PhoneConfig"]
    return user | more | {"id": identity}


def level(language, number):
    """Return a proficiency."""
    return {"AttributeName": "Language", "AttributeValue": language, "Level": number}


IDENTITY = {
    "FirstName": "Ada",
    "LastName": "Lovelace",
    "Email": "ada@example.com",
    "SecondaryEmail": "ada.home@example.com",
    "Mobile": "+491711234567",
}
DESK_PHONE = {
    "PhoneType": "DESK_PHONE",
    "DeskPhoneNumber": "+12065550100",
    "AutoAccept": True,
    "AfterContactWorkTimeLimit": 60,
    "PersistentConnection": True,
}
LISTS = {
    "AutoAcceptConfigs": [{"Channel": "VOICE", "AutoAccept": True}, {"Channel": "CHAT", "AutoAccept": True}],
    "AfterContactWorkConfigs": [
        {"Channel": "VOICE", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 30}},
        {"Channel": "CHAT", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 120}},
    ],
    "PhoneNumberConfigs": [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+12065550100"}],
    "PersistentConnectionConfigs": [{"Channel": "VOICE", "PersistentConnection": True}],
    "VoiceEnhancementConfigs": [{"Channel": "VOICE", "VoiceEnhancementMode": "VOICE_ISOLATION"}],
}


@dataclass(frozen=True)
class Scenario:
    """An operation and what it is asked for.

    `identifier` names the target where its ARN does not; `refused` says that a failure is what must come. Of a scenario
    with `kinds` only these are tried.
    """

    name: str
    action: str
    target: str = ""
    identifier: str = ""
    desired: dict = field(default_factory=dict, hash=False)
    patch: tuple = field(default=(), hash=False)
    refused: bool = False
    switches: dict = field(default_factory=dict, hash=False)
    kinds: tuple = ()


def desired(start="11111111", name="ada", **more):
    """Return a user as a template has it, the least that is needed."""
    return {
        "InstanceArn": instance(start),
        "Username": name,
        "RoutingProfileArn": f"{instance(start)}/routing-profile/{item('2', start)}",
        "SecurityProfileArns": [f"{instance(start)}/security-profile/{item('3', start)}"],
        "IdentityInfo": {"FirstName": "Ada", "LastName": "Lovelace"},
    } | more


def scenarios():
    """Return every scenario."""
    password = {"Password": "Password123"}
    everything = {
        "HierarchyGroupArn": f"{instance()}/agent-group/{item('4', '11111111')}",
        "IdentityInfo": IDENTITY,
        "Tags": [{"Key": "Team", "Value": "Berlin"}],
        "UserProficiencies": [level("English", 3), level("German", 5)],
        **LISTS,
    }
    phone = {"PhoneConfig": DESK_PHONE, "IdentityInfo": IDENTITY}
    return [
        Scenario("create plain", "CREATE", desired=desired(**password)),
        Scenario("create everything", "CREATE", desired=desired(**password, **everything)),
        Scenario("create PhoneConfig form", "CREATE", desired=desired(**password, **phone)),
        Scenario("create SAML", "CREATE", desired=desired("aaaaaaaa", "ada@example.com")),
        Scenario("create name taken", "CREATE", desired=desired(name="taken", **password), refused=True),
        Scenario("update everything", "UPDATE", user_arn(FULL), patch=tuple(updates())),
        Scenario("update PhoneConfig", "UPDATE", user_arn(PHONE), patch=tuple(phone_updates())),
        Scenario("update nothing", "UPDATE", user_arn(FULL), patch=(put("IdentityInfo/LastName", "Lovelace"),)),
        Scenario("update remove all", "UPDATE", user_arn(FULL), patch=tuple(removals())),
        Scenario("delete", "DELETE", user_arn(FULL)),
        Scenario("read", "READ", user_arn(FULL)),
        Scenario("read by name", "READ", user_arn(FULL), json.dumps({"InstanceArn": instance(), "Username": "full"})),
        Scenario("list region, 3 pages", "LIST"),
        Scenario("list of an instance", "LIST", desired={"InstanceArn": instance()}),
        Scenario(
            "update everything, late reads",
            "UPDATE",
            user_arn(FULL),
            patch=tuple(updates()),
            switches={"stale-reads": 2},
            kinds=AFTER_THE_COMMIT,
        ),
    ]


def put(path, value):
    """Return an operation of a patch that may be repeated."""
    return {"op": "add", "path": f"/{path}", "value": value}


def updates():
    """Yield a change of every aspect."""
    yield put("RoutingProfileArn", f"{instance()}/routing-profile/{item('2', '11111111', 2)}")
    yield put("HierarchyGroupArn", f"{instance()}/agent-group/{item('4', '11111111', 2)}")
    yield put("SecurityProfileArns", [f"{instance()}/security-profile/{item('3', '11111111', n)}" for n in (2, 3)])
    yield put("IdentityInfo/LastName", "King")
    yield put("UserProficiencies", [level("German", 2), level("French", 4)])
    yield put("AutoAcceptConfigs", [{"Channel": "TASK", "AutoAccept": True}])
    yield put("VoiceEnhancementConfigs", [{"Channel": "VOICE", "VoiceEnhancementMode": "NONE"}])
    yield put("Tags", [{"Key": "Team", "Value": "Paris"}, {"Key": "Site", "Value": "North"}])


def phone_updates():
    """Yield changes of the settings that hold for all channels."""
    yield put("PhoneConfig", {"PhoneType": "SOFT_PHONE", "AfterContactWorkTimeLimit": 30})


def removals():
    """Yield the removal of all that can be taken away."""
    for name in ("HierarchyGroupArn", "IdentityInfo/SecondaryEmail", "UserProficiencies", "Tags", *LISTS):
        yield {"op": "remove", "path": f"/{name}"}
