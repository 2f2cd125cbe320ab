"""The page about moving says in which properties this schema is not the published one."""

import json
import re

from workbench.repository import ROOT

KEYWORDS = ("pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "enum")
NUMBER = {"pattern": r"^\+[1-9]\d{1,14}$"}
CHANNEL = {"enum": ["CHAT", "EMAIL", "TASK", "VOICE"]}
MODE = {"enum": ["OFF", "ON", "ON_DEMAND"]}
PHONE_TYPE = {"enum": ["DESK_PHONE", "SOFT_PHONE"]}
NOT_NEGATIVE = {"minimum": 0}
UP_TO_64 = {"minLength": 1, "maxLength": 64}


def arn(kind):
    """Return what the ARN of something in an instance has to be like."""
    return {"pattern": f"^arn:aws[-a-z0-9]*:connect:[-a-z0-9]*:[0-9]{{12}}:instance/[-a-zA-Z0-9]*{kind}$"}


# What the published schema of August 2026 asks of values beyond their types. Public copies leave some patterns out.
PUBLISHED = {
    "AfterContactWorkConfigs[].AfterContactWorkConfig.AfterContactWorkMode": MODE,
    "AfterContactWorkConfigs[].AfterContactWorkConfig.AfterContactWorkTimeLimit": NOT_NEGATIVE,
    "AfterContactWorkConfigs[].AgentFirstCallbackAfterContactWorkConfig.AfterContactWorkMode": MODE,
    "AfterContactWorkConfigs[].AgentFirstCallbackAfterContactWorkConfig.AfterContactWorkTimeLimit": NOT_NEGATIVE,
    "AfterContactWorkConfigs[].Channel": CHANNEL,
    "AutoAcceptConfigs[].Channel": CHANNEL,
    "HierarchyGroupArn": arn("/agent-group/[-a-zA-Z0-9]*"),
    "IdentityInfo.Mobile": NUMBER,
    "InstanceArn": arn(""),
    "PersistentConnectionConfigs[].Channel": CHANNEL,
    "PhoneConfig.AfterContactWorkTimeLimit": NOT_NEGATIVE,
    "PhoneConfig.PhoneType": PHONE_TYPE,
    "PhoneNumberConfigs[].Channel": CHANNEL,
    "PhoneNumberConfigs[].PhoneType": PHONE_TYPE,
    "RoutingProfileArn": arn("/routing-profile/[-a-zA-Z0-9]*"),
    "SecurityProfileArns": {"minItems": 1, "maxItems": 10},
    "SecurityProfileArns[]": arn("/security-profile/[-a-zA-Z0-9]*"),
    "Tags": {"maxItems": 50},
    "Tags[].Key": {"minLength": 1, "maxLength": 128},
    "Tags[].Value": {"maxLength": 256},
    "UserArn": arn("/agent/[-a-zA-Z0-9]*"),
    "UserProficiencies[].AttributeName": UP_TO_64,
    "UserProficiencies[].AttributeValue": UP_TO_64,
    "UserProficiencies[].Level": {"minimum": 0, "maximum": 10},
    "Username": UP_TO_64 | {"pattern": r"[a-zA-Z0-9\_\-\.\@]+"},
    "VoiceEnhancementConfigs[].Channel": CHANNEL,
    "VoiceEnhancementConfigs[].VoiceEnhancementMode": {"enum": ["NOISE_SUPPRESSION", "NONE", "VOICE_ISOLATION"]},
}


def constraints(place, root, path=""):
    """Yield what a schema asks of values, by the path of the property."""
    if "$ref" in place:
        yield from constraints(root["definitions"][place["$ref"].split("/")[-1]], root, path)
        return
    asked = {word: place[word] for word in KEYWORDS if word in place}
    if "enum" in asked:
        asked["enum"] = sorted(asked["enum"])
    if asked:
        yield path, asked
    for name, inner in place.get("properties", {}).items():
        yield from constraints(inner, root, f"{path}.{name}" if path else name)
    if "items" in place:
        yield from constraints(place["items"], root, f"{path}[]")


def rows():
    """Return the places of the page's table, by what stands behind each."""
    page = (ROOT / "guide" / "moving.md").read_text(encoding="utf-8")
    table = page.split("## What differs in the schema")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| (.*) \|$", table, re.MULTILINE))


def test_properties_that_differ_are_those_of_the_page():
    schema = json.loads((ROOT / "aws-connect-user.json").read_text(encoding="utf-8"))
    ours = dict(constraints(schema, schema))
    differ = {path for path in ours.keys() | PUBLISHED.keys() if ours.get(path) != PUBLISHED.get(path)}
    places = {place for place in rows() if place.split(".")[0].removesuffix("[]") in schema["properties"]}
    told = {path: {place for place in places if f"{path}.".startswith(f"{place}.")} for path in differ}
    assert [path for path, named in told.items() if not named] == []
    assert places - {"AfterContactWorkConfigs[]"} == set().union(*told.values())


def test_page_says_which_property_is_refused():
    assert "AfterContactWorkMode" in rows()["AfterContactWorkConfigs[]"]
