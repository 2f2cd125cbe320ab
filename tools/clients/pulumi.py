"""What Pulumi does: aws-native through Cloud Control, and the YAML programs of the examples.

aws-native replaces changed top-level properties whole, in the order of their names, and adds the write-only password to
every update, for Cloud Control cannot read it.
"""

import json
import re
import uuid

import yaml
from control import TYPE, Refused, call, finished, get

REFERENCE = re.compile(r"\$\{(\w+)\}")


class Native:
    """One aws-native resource: its inputs of last time and its identifier."""

    def __init__(self):
        self.inputs = None
        self.identifier = None
        self.outputs = None

    def up(self, inputs):
        """Create or update, as `pulumi up` does, and read the outputs. Returns the last event."""
        if self.identifier is None:
            members = {"TypeName": TYPE, "DesiredState": json.dumps(inputs)}
            event = finished(call("CreateResource", members | {"ClientToken": str(uuid.uuid4())}))
        else:
            document = json.dumps(patch(self.inputs, inputs))
            members = {"TypeName": TYPE, "Identifier": self.identifier, "PatchDocument": document}
            event = finished(call("UpdateResource", members | {"ClientToken": str(uuid.uuid4())}))
        assert event["OperationStatus"] == "SUCCESS", event
        self.identifier = event["Identifier"]
        self.inputs = inputs
        self.outputs = get(self.identifier)
        return event

    def destroy(self):
        """Delete; a resource that is gone already is success, by the code of the event."""
        members = {"TypeName": TYPE, "Identifier": self.identifier}
        event = finished(call("DeleteResource", members | {"ClientToken": str(uuid.uuid4())}))
        assert event["OperationStatus"] == "SUCCESS" or event["ErrorCode"] == "NotFound", event
        try:
            get(self.identifier)
        except Refused as refusal:
            assert refusal.type == "ResourceNotFoundException", refusal
        else:
            raise AssertionError(f"{self.identifier} is still there")
        self.identifier = None
        return event


def patch(old, new):
    """Return the operations of an update from the inputs of last time to those of now."""
    operations = []
    for name in sorted(set(old) | set(new)):
        if name == "Password":
            operations += [{"op": "add", "path": "/Password", "value": new[name]}] if name in new else []
        elif name not in new:
            operations.append({"op": "remove", "path": f"/{name}"})
        elif name not in old:
            operations.append({"op": "add", "path": f"/{name}", "value": new[name]})
        elif old[name] != new[name]:
            operations.append({"op": "replace", "path": f"/{name}", "value": new[name]})
    return operations


def program(file):
    """Return the resources of a YAML program by name, as (type, properties), with its configuration filled in."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    defaults = {name: entry["default"] for name, entry in content["config"].items()}

    def filled(value):
        if isinstance(value, dict):
            return {name: filled(item) for name, item in value.items()}
        if isinstance(value, list):
            return [filled(item) for item in value]
        return REFERENCE.sub(lambda match: defaults[match[1]], value) if isinstance(value, str) else value

    return {name: (entry["type"], filled(entry["properties"])) for name, entry in content["resources"].items()}
