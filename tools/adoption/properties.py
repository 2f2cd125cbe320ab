"""From what a read shows of a user to what code says of it."""

import copy

TAKEN_BY_A_STACK = "aws:cloudformation:stack-name"
EVERY_CHANNEL = {"VOICE", "CHAT", "TASK", "EMAIL"}
# A member of PhoneConfig, its counterpart by channel, what an item of that says of the same value, the channels.
PAIRS = (
    ("AutoAccept", "AutoAcceptConfigs", lambda value: {"AutoAccept": value}, EVERY_CHANNEL),
    (
        "AfterContactWorkTimeLimit",
        "AfterContactWorkConfigs",
        lambda value: {"AfterContactWorkConfig": {"AfterContactWorkTimeLimit": value}},
        EVERY_CHANNEL,
    ),
    ("PersistentConnection", "PersistentConnectionConfigs", lambda value: {"PersistentConnection": value}, {"VOICE"}),
)


def declared(shown):
    """Return the properties that code declares: nothing read-only, no tag of AWS, of each setting one form."""
    properties = copy.deepcopy(shown)
    properties.pop("UserArn", None)
    properties.pop("Password", None)
    tags = [tag for tag in properties.pop("Tags", []) if not tag["Key"].startswith("aws:")]
    if tags:
        properties["Tags"] = tags
    one_form(properties)
    numbers(properties)
    return {name: value for name, value in properties.items() if value not in ({}, [], None)}


def one_form(properties):
    """Leave of a setting that is shown twice the form that says all; a change of both at once would be refused."""
    phone = properties.get("PhoneConfig", {})
    for member, by_channel, same, channels in PAIRS:
        items = properties.get(by_channel)
        if not items or member not in phone:
            continue
        if says_no_more(items, same(phone[member]), channels):
            del properties[by_channel]
        else:
            del phone[member]
    numbered = properties.get("PhoneNumberConfigs")
    if numbered and "PhoneType" in phone:
        general = {"Channel": "VOICE", "PhoneType": phone["PhoneType"]}
        if "DeskPhoneNumber" in phone:
            general["PhoneNumber"] = phone["DeskPhoneNumber"]
        if numbered == [general]:
            del properties["PhoneNumberConfigs"]
        else:
            phone.pop("PhoneType")
            phone.pop("DeskPhoneNumber", None)


def says_no_more(items, general, channels):
    """Whether settings by channel are one setting for all channels that there are, and nothing besides."""
    return {item["Channel"] for item in items} == channels and all(
        item == {"Channel": item["Channel"], **general} for item in items
    )


def numbers(properties):
    """Write whole levels without a fraction, as people do."""
    for proficiency in properties.get("UserProficiencies", []):
        level = proficiency["Level"]
        if isinstance(level, float) and level.is_integer():
            proficiency["Level"] = int(level)


def stack_of(shown):
    """Return the stack that a user belongs to already, None for none."""
    return next((tag["Value"] for tag in shown.get("Tags", []) if tag["Key"] == TAKEN_BY_A_STACK), None)
