"""What Terraform or OpenTofu with the awscc provider does to one resource, call by call as recorded from the real one.

Not that program, but the requests it sends and what it needs from the answers: a plan without difference where there is
none, and patches whose indexes mean what GetResource showed.
"""

import copy
import json
import uuid

from control import TYPE, Refused, call, finished, get

SETS = ("SecurityProfileArns", "Tags")
# How a change of an array whose order means nothing is sent, as every array of a user is one: by the item's index up to
# release 1.97, and since then by replacing the array, for an index may not mean what it meant in the last read.
BY_INDEX, WHOLE = "by-index", "whole"


class Failed(Exception):
    """An operation ended FAILED; `event` is its last event."""

    def __init__(self, event):
        self.event = event
        super().__init__(f"{event.get('ErrorCode')}: {event.get('StatusMessage')}")


class Resource:
    """One resource block: its state, and the steps of the command line. Configurations have the schema's names.

    `arrays` is the form of its patches.
    """

    def __init__(self, arrays=BY_INDEX):
        self.state = None
        self.arrays = arrays

    def plan(self, config):
        """Refresh, then return the patch that would be sent; None when the resource would be made."""
        self.refresh()
        if self.state is None:
            return None
        return patch(self.state, merged(self.state, config), arrays=self.arrays)

    def apply(self, config):
        """Make or change the resource so that it is as configured. Raises Failed."""
        changes = self.plan(config)
        if changes is None:
            self._create(config)
        elif changes:
            planned = merged(self.state, config)
            self._update(changes, planned)
            self.state = planned
        self.refresh()
        assert patch(self.state, merged(self.state, config)) == [], "a plan right after the apply still has changes"

    def refresh(self):
        """Read the resource; one that is gone leaves the state. The password in the state stays, none is read."""
        if self.state is None:
            return
        try:
            seen = get(self.state["UserArn"])
        except Refused as refusal:
            assert refusal.type == "ResourceNotFoundException", refusal
            self.state = None
        else:
            kept = {"Password": self.state["Password"]} if "Password" in self.state else {}
            self.state = ordered(seen) | kept

    def take_over(self, identifier):
        """Import."""
        self.state = ordered(get(identifier))

    def destroy(self):
        """Delete the resource. That it is gone already is success."""
        event = finished(call("DeleteResource", {"TypeName": TYPE, "Identifier": self.state["UserArn"]} | token()))
        tolerable = (event["Operation"], event.get("ErrorCode")) == ("DELETE", "NotFound")
        if event["OperationStatus"] != "SUCCESS" and not tolerable:
            raise Failed(event)
        self.state = None
        return event

    def _create(self, config):
        answer = call("CreateResource", {"TypeName": TYPE, "DesiredState": json.dumps(config)} | token())
        event = finished(answer)
        if event["OperationStatus"] != "SUCCESS":
            raise Failed(event)
        self.state = {"UserArn": event["Identifier"]} | copy.deepcopy(config)

    def _update(self, changes, planned):
        if "Password" in planned:
            changes = [*changes, {"op": "add", "path": "/Password", "value": planned["Password"]}]
        members = {"TypeName": TYPE, "Identifier": self.state["UserArn"], "PatchDocument": json.dumps(changes)}
        event = finished(call("UpdateResource", members | token()))
        if event["OperationStatus"] != "SUCCESS":
            raise Failed(event)


def token():
    """Return the client token that every mutating call carries."""
    return {"ClientToken": str(uuid.uuid4())}


def ordered(properties):
    """Return properties with sets in Terraform's own order; lists stay in the order of GetResource."""
    result = dict(properties)
    for name in SETS:
        if name in result:
            result[name] = sorted(result[name], key=json.dumps)
    return result


def merged(state, config):
    """Return the planned state: attributes that are not configured keep what they have, for they are also computed.

    Items of a list are paired with those of the state by position, and what an item leaves out is taken from there.
    """
    planned = {name: value for name, value in state.items() if name != "Password"} | (
        {"Password": config["Password"]} if "Password" in config else {}
    )
    for name, value in config.items():
        before = state.get(name)
        if isinstance(value, dict) and isinstance(before, dict):
            planned[name] = before | value
        elif isinstance(value, list) and isinstance(before, list):
            items = value if name in SETS else paired(before, value)
            planned[name] = before if same_items(before, items) else copy.deepcopy(items)
        else:
            planned[name] = copy.deepcopy(value)
    return ordered(planned)


def paired(before, items):
    """Return the items of a list, each completed with what the state has at its position."""
    known = [*before[: len(items)], *([{}] * (len(items) - len(before)))]
    return [completed(old, item) for old, item in zip(known, items, strict=True)]


def completed(old, item):
    """Return an item with the members that it leaves out."""
    if not isinstance(old, dict) or not isinstance(item, dict):
        return item
    return old | {name: completed(old.get(name), value) for name, value in item.items()}


def same_items(one, other):
    """Whether two collections differ in nothing but their order; 3 and 3.0 are equal."""
    rest = list(other)
    for item in one:
        if item not in rest:
            return False
        rest.remove(item)
    return not rest


def patch(old, new, arrays=BY_INDEX):
    """Return the JSON Patch from one state to another, in the form that the provider sends."""
    operations = differences(old, new)
    return operations if arrays == BY_INDEX else with_whole_arrays(operations, new)


def with_whole_arrays(operations, new):
    """Return the operations with those on items of an array put together to one that replaces the array."""
    names = [
        operation["path"].split("/")[1] for operation in operations if operation["path"].rpartition("/")[2].isdigit()
    ]
    rest = [operation for operation in operations if operation["path"].split("/")[1] not in names]
    removals = [operation for operation in rest if operation["op"] == "remove"]
    others = [operation for operation in rest if operation["op"] != "remove"]
    return (
        removals + others + [{"op": "replace", "path": f"/{name}", "value": new[name]} for name in sorted(set(names))]
    )


def differences(old, new, at=""):
    """Return the changes from one state to another, those of arrays item by item."""
    operations = []
    for name in sorted(set(old) | set(new)):
        path = f"{at}/{name}"
        if path == "/Password" or old.get(name) == new.get(name):
            continue
        if name not in new:
            operations.append({"op": "remove", "path": path})
        elif name not in old:
            operations.append({"op": "add", "path": path, "value": new[name]})
        elif isinstance(new[name], dict):
            operations += differences(old[name], new[name], path)
        elif isinstance(new[name], list) and name != "Tags":
            operations += positional(old[name], new[name], path)
        else:
            operations.append({"op": "replace", "path": path, "value": new[name]})
    return operations


def positional(old, new, path):
    """Return the changes of an array by index: removals first, from the last to the first."""
    gone = {index for index, item in enumerate(old) if item not in new}
    come = {index: item for index, item in enumerate(new) if item not in old}
    removals = [{"op": "remove", "path": f"{path}/{index}"} for index in sorted(gone - set(come), reverse=True)]
    changes = [
        {"op": "replace" if index in gone else "add", "path": f"{path}/{index}", "value": item}
        for index, item in sorted(come.items())
    ]
    return removals + changes
