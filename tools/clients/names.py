"""The names that other tools give to the schema's properties, checked against the schema at every level."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SCHEMA = json.loads((ROOT / "aws-connect-user.json").read_text(encoding="utf-8"))

# In the published schema, in no public API of Amazon Connect: refused with a message, so no example sets it.
UNSETTABLE = {
    "/AfterContactWorkConfigs[]/AfterContactWorkConfig/AfterContactWorkMode",
    "/AfterContactWorkConfigs[]/AgentFirstCallbackAfterContactWorkConfig/AfterContactWorkMode",
}


class UnknownName(AssertionError):
    """An example uses a name that the schema does not have."""


def snake(name):
    """Terraform's form: InstanceArn is instance_arn."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def camel(name):
    """Pulumi's form: InstanceArn is instanceArn."""
    return name[0].lower() + name[1:]


def same(name):
    """CloudFormation's form is the schema's own."""
    return name


def to_schema(value, form, node=SCHEMA, at=""):
    """Return a value with the schema's names in the place of a tool's. Raises UnknownName, saying where."""
    node = resolved(node)
    if isinstance(value, list):
        return [to_schema(item, form, node["items"], f"{at}[]") for item in value]
    if not isinstance(value, dict):
        return value
    known = {form(name): (name, inner) for name, inner in node.get("properties", {}).items()}
    for name in value:
        if name not in known:
            raise UnknownName(f"{at or 'the user'} has no {name}; it has {', '.join(sorted(known))}")
    return {known[n][0]: to_schema(item, form, known[n][1], f"{at}.{n}") for n, item in value.items()}


def resolved(node):
    """Follow a reference within the schema."""
    while "$ref" in node:
        node = SCHEMA["definitions"][node["$ref"].rpartition("/")[2]]
    return node


def used(value, node=SCHEMA, at=""):
    """Return the paths of all properties that a value sets, collections written as []."""
    node = resolved(node)
    if isinstance(value, list):
        return {path for item in value for path in used(item, node["items"], f"{at}[]")}
    if not isinstance(value, dict):
        return set()
    found = set()
    for name, item in value.items():
        found.add(f"{at}/{name}")
        found |= used(item, node["properties"][name], f"{at}/{name}")
    return found


def settable(node=SCHEMA, at=""):
    """Return the paths of all properties that may be set."""
    node = resolved(node)
    if node.get("type") == "array":
        return settable(node["items"], f"{at}[]")
    found = set()
    for name, inner in node.get("properties", {}).items():
        if f"/properties{at}/{name}" in SCHEMA["readOnlyProperties"]:
            continue
        found.add(f"{at}/{name}")
        found |= settable(inner, f"{at}/{name}")
    return found
