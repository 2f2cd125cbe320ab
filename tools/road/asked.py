"""What a scenario asks of a user, in the form in which the emulator's state shows it: written down once, by no handler.

Only what is asked for is compared: what Connect sets beside it, as PhoneConfig's times for every channel, is its own.
"""

from road.world import LISTS

ABSENT = (None, [], {}, "")


def missing(scenario, user):
    """Return the properties whose value in the state is not the one that was asked for, with that value."""
    return {name: shown(name, user) for name, wanted in wishes(scenario) if not agrees(name, wanted, shown(name, user))}


def wishes(scenario):
    """Yield each property that a create or an update asks for, and its value; None for what is to go."""
    for name, value in scenario.desired.items():
        if name not in ("InstanceArn", "Password"):
            yield name, value
    for operation in scenario.patch:
        yield operation["path"].removeprefix("/"), operation.get("value")


def shown(name, user):
    """Return the value of a property in the state, under the names that the state has."""
    settings = user["Settings"]
    whole, _, member = name.partition("/")
    if member:
        return settings[whole].get(member)
    if whole == "Username":
        return user["Username"]
    if whole in LISTS:
        return settings["Channels"].get(whole, [])
    return settings.get({"UserProficiencies": "Proficiencies"}.get(whole, whole.replace("Arn", "Id")))


def agrees(name, wanted, there):
    """Whether the state has what was asked for: ARNs by ids, tags by key, lists in any order, parts of objects."""
    if wanted is None:
        return there in ABSENT or (name in LISTS and all(is_unset(each) for each in there))
    if name == "Tags":
        return there == {tag["Key"]: tag["Value"] for tag in wanted}
    if name.endswith("Arn"):
        return there == wanted.rpartition("/")[2]
    if name.endswith("Arns"):
        return sorted(there) == sorted(arn.rpartition("/")[2] for arn in wanted)
    if isinstance(wanted, list):
        return all(each in there for each in wanted) and len(there) == len(wanted)
    if isinstance(wanted, dict):
        return all(there.get(member) == value for member, value in wanted.items())
    return there == wanted


def settled(user):
    """Return a user without the settings that say what they say of a user who never set anything."""
    settings = dict(user.get("Settings", {}))
    if "PhoneConfig" in settings:
        settings["PhoneConfig"] = {
            name: value for name, value in settings["PhoneConfig"].items() if value not in (False, 0)
        }
    if "Channels" in settings:
        lists = {name: [each for each in value if not is_unset(each)] for name, value in settings["Channels"].items()}
        settings["Channels"] = {name: value for name, value in lists.items() if value}
    return user | {"Settings": settings}


def is_unset(setting):
    """Whether a channel says what it says of a user who never set anything: false, or no time at all."""
    values = [value for member, value in setting.items() if member != "Channel"]
    return all(is_unset(value) if isinstance(value, dict) else value in (False, 0) for value in values)
