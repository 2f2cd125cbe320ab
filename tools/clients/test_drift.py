"""What somebody changes through Connect's own API is set right by the next update, whichever property it is.

In a stack every update does so, also one of something else: the template is compared with what is there. Through Cloud
Control the client does: its plan shows what differs, and its patch names it.
"""

import os

import pytest
from awscc import Resource
from conftest import INSTANCE, INSTANCE_ID
from control import TYPE, settled
from names import SCHEMA, UNSETTABLE, settable

from workbench.handler import Provider

ROUTING = "22222222-2222-2222-2222-000000000002"
PROFILE = "33333333-3333-3333-3333-000000000002"
GROUPS = ["44444444-4444-4444-4444-000000000002", "44444444-4444-4444-4444-000000000003"]
IDENTITY = {
    "FirstName": "Ada",
    "LastName": "Lovelace",
    "Email": "ada@example.com",
    "SecondaryEmail": "ada.home@example.com",
    "Mobile": "+4915112345678",
}
PHONE = {
    "PhoneType": "DESK_PHONE",
    "DeskPhoneNumber": "+4930123456",
    "AutoAccept": True,
    "AfterContactWorkTimeLimit": 30,
    "PersistentConnection": True,
}
LANGUAGE, OTHER_LANGUAGE = (
    {"AttributeName": "Language", "AttributeValue": value, "Level": 3.0} for value in ("English", "German")
)
VOICE_AND_CHAT = {
    "AutoAcceptConfigs": [
        {"Channel": "VOICE", "AutoAccept": True, "AgentFirstCallbackAutoAccept": True},
        {"Channel": "CHAT", "AutoAccept": True},
    ],
    "AfterContactWorkConfigs": [
        {
            "Channel": "VOICE",
            "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 30},
            "AgentFirstCallbackAfterContactWorkConfig": {"AfterContactWorkTimeLimit": 15},
        },
        {"Channel": "CHAT", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 120}},
    ],
}
VOICE_ALONE = {
    "PhoneNumberConfigs": [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+4930123457"}],
    "PersistentConnectionConfigs": [{"Channel": "VOICE", "PersistentConnection": True}],
    "VoiceEnhancementConfigs": [{"Channel": "VOICE", "VoiceEnhancementMode": "VOICE_ISOLATION"}],
}
# No API changes these, none reads the password.
FIXED = {"/InstanceArn", "/Username", "/Password", "/DirectoryUserId"}


def identity(**members):
    return "update_user_identity_info", {"IdentityInfo": IDENTITY | members}


def phone(**members):
    return "update_user_phone_config", {"PhoneConfig": PHONE | members}


def lists(name, *items):
    return "update_user_config", {name: list(items)}


def first(name, **members):
    """The list with other members in its first item."""
    one, *others = (VOICE_AND_CHAT | VOICE_ALONE)[name]
    return lists(name, one | members, *others)


def proficiency(operation, *items):
    return f"{operation}_user_proficiencies", {"UserProficiencies": list(items)}


def key_of(item):
    return {name: item[name] for name in ("AttributeName", "AttributeValue")}


# Somebody's calls of Connect's API, by the path that they change.
CLASSIC = {
    "/HierarchyGroupArn": [("update_user_hierarchy", {"HierarchyGroupId": GROUPS[1]})],
    "/RoutingProfileArn": [("update_user_routing_profile", {"RoutingProfileId": ROUTING})],
    "/SecurityProfileArns": [("update_user_security_profiles", {"SecurityProfileIds": [PROFILE]})],
    "/IdentityInfo/FirstName": [identity(FirstName="Grace")],
    "/IdentityInfo/LastName": [identity(LastName="Hopper")],
    "/IdentityInfo/Email": [identity(Email="grace@example.com")],
    "/IdentityInfo/SecondaryEmail": [identity(SecondaryEmail="grace.home@example.com")],
    "/IdentityInfo/Mobile": [identity(Mobile="+4915187654321")],
    "/PhoneConfig/PhoneType": [phone(PhoneType="SOFT_PHONE")],
    "/PhoneConfig/DeskPhoneNumber": [phone(DeskPhoneNumber="+4930654321")],
    "/PhoneConfig/AutoAccept": [phone(AutoAccept=False)],
    "/PhoneConfig/AfterContactWorkTimeLimit": [phone(AfterContactWorkTimeLimit=31)],
    "/PhoneConfig/PersistentConnection": [phone(PersistentConnection=False)],
    "/Tags[]/Key": [("untag_resource", {"tagKeys": ["Team"]})],
    "/Tags[]/Value": [("tag_resource", {"tags": {"Team": "Rome"}})],
    "/UserProficiencies[]/AttributeName": [proficiency("disassociate", key_of(LANGUAGE))],
    "/UserProficiencies[]/AttributeValue": [
        proficiency("disassociate", key_of(LANGUAGE)),
        proficiency("associate", LANGUAGE | {"AttributeValue": "French"}),
    ],
    "/UserProficiencies[]/Level": [proficiency("update", LANGUAGE | {"Level": 4.0})],
}
ACW, CALLBACK_ACW = "AfterContactWorkConfig", "AgentFirstCallbackAfterContactWorkConfig"
CHANNELS = {
    "/AutoAcceptConfigs[]/Channel": [lists("AutoAcceptConfigs", VOICE_AND_CHAT["AutoAcceptConfigs"][1])],
    "/AutoAcceptConfigs[]/AutoAccept": [first("AutoAcceptConfigs", AutoAccept=False)],
    "/AutoAcceptConfigs[]/AgentFirstCallbackAutoAccept": [
        first("AutoAcceptConfigs", AgentFirstCallbackAutoAccept=False)
    ],
    "/AfterContactWorkConfigs[]/Channel": [
        lists("AfterContactWorkConfigs", VOICE_AND_CHAT["AfterContactWorkConfigs"][1])
    ],
    f"/AfterContactWorkConfigs[]/{ACW}/AfterContactWorkTimeLimit": [
        first("AfterContactWorkConfigs", **{ACW: {"AfterContactWorkTimeLimit": 31}})
    ],
    f"/AfterContactWorkConfigs[]/{CALLBACK_ACW}/AfterContactWorkTimeLimit": [
        first("AfterContactWorkConfigs", **{CALLBACK_ACW: {"AfterContactWorkTimeLimit": 16}})
    ],
    "/PhoneNumberConfigs[]/Channel": [lists("PhoneNumberConfigs")],
    "/PhoneNumberConfigs[]/PhoneType": [lists("PhoneNumberConfigs", {"Channel": "VOICE", "PhoneType": "SOFT_PHONE"})],
    "/PhoneNumberConfigs[]/PhoneNumber": [first("PhoneNumberConfigs", PhoneNumber="+4930765432")],
    "/PersistentConnectionConfigs[]/Channel": [lists("PersistentConnectionConfigs")],
    "/PersistentConnectionConfigs[]/PersistentConnection": [
        first("PersistentConnectionConfigs", PersistentConnection=False)
    ],
    "/VoiceEnhancementConfigs[]/Channel": [lists("VoiceEnhancementConfigs")],
    "/VoiceEnhancementConfigs[]/VoiceEnhancementMode": [
        first("VoiceEnhancementConfigs", VoiceEnhancementMode="NOISE_SUPPRESSION")
    ],
}


class Healthy:
    """A user as its configuration has it."""

    def __init__(self, more):
        self.config = {
            "InstanceArn": INSTANCE,
            "Username": f"drift-{os.urandom(6).hex()}",
            "Password": "Password123",
            "RoutingProfileArn": f"{INSTANCE}/routing-profile/22222222-2222-2222-2222-222222222222",
            "SecurityProfileArns": [f"{INSTANCE}/security-profile/33333333-3333-3333-3333-333333333333"],
            "Tags": [{"Key": "Team", "Value": "Berlin"}],
        } | more
        self.resource = Resource()
        self.resource.apply(self.config)
        self.arn = self.resource.state["UserArn"]
        self.shown = settled(self.arn)

    def altered(self, connect, calls):
        """Let somebody call Connect's API; the next read shows a difference."""
        user = {"InstanceId": INSTANCE_ID, "UserId": self.arn.rpartition("/")[2]}
        for operation, members in calls:
            tagging = operation.endswith("tag_resource")
            getattr(connect, operation)(**({"resourceArn": self.arn} if tagging else user), **members)
        assert settled(self.arn) != self.shown


@pytest.fixture(scope="module")
def classic():
    """A user with phone settings in PhoneConfig."""
    user = Healthy(
        {
            "HierarchyGroupArn": f"{INSTANCE}/agent-group/{GROUPS[0]}",
            "IdentityInfo": IDENTITY,
            "PhoneConfig": PHONE,
            "UserProficiencies": [LANGUAGE, OTHER_LANGUAGE],
        }
    )
    yield user
    user.resource.destroy()


@pytest.fixture(scope="module")
def channels():
    """A user with phone settings by channel."""
    user = Healthy(VOICE_AND_CHAT | VOICE_ALONE)
    yield user
    user.resource.destroy()


@pytest.fixture(scope="module")
def stack():
    """The handlers as a stack invokes them."""
    return Provider(os.environ["AWS_ENDPOINT_URL"], TYPE, "us-east-1")


def test_every_property_that_can_be_changed_has_a_case():
    paths = settable() - UNSETTABLE - FIXED
    leaves = {path for path in paths if not any(other.startswith((f"{path}/", f"{path}[]/")) for other in paths)}
    assert set(CLASSIC) | set(CHANNELS) == leaves
    assert {f"/properties{path}" for path in FIXED - {"/DirectoryUserId"}} == set(
        SCHEMA["createOnlyProperties"] + SCHEMA["writeOnlyProperties"]
    )


@pytest.mark.parametrize("path", CLASSIC)
def test_drift_of_a_classic_user_healed_by_the_next_update(classic, connect, stack, path):
    check_healed(classic, connect, stack, CLASSIC[path], path)


@pytest.mark.parametrize("path", CHANNELS)
def test_drift_of_a_user_with_lists_healed_by_the_next_update(channels, connect, stack, path):
    check_healed(channels, connect, stack, CHANNELS[path], path)


def check_healed(user, connect, stack, calls, path):
    user.altered(connect, calls)
    name = path.strip("/").partition("/")[0].removesuffix("[]")
    assert {operation["path"].split("/")[1] for operation in user.resource.plan(user.config)} == {name}
    user.resource.apply(user.config)
    assert settled(user.arn) == user.shown

    user.altered(connect, calls)
    more = user.config | {"Tags": [*user.config["Tags"], {"Key": "Update", "Value": "another"}]}
    given = {member: value for member, value in user.config.items() if member != "Password"} | {"UserArn": user.arn}
    stack.run("UPDATE", more | {"UserArn": user.arn}, given | {"Password": user.config["Password"]})
    assert settled(user.arn) == user.shown | {"Tags": more["Tags"]}
    user.resource.apply(user.config)
    assert settled(user.arn) == user.shown
