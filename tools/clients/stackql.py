"""Reads StackQL statements as far as this type needs, and sends what StackQL sends for them.

Every request is POST /?Action=OPERATION&Version=2021-09-30 with X-Amz-Target beside it; there is no client token, and
nobody polls.
"""

import json
import re
from dataclasses import dataclass, field

import yaml
from control import TYPE, call
from jinja2 import Environment, StrictUndefined
from names import snake

TABLE = "aws.connect.users"
INSERT = re.compile(rf"INSERT INTO {TABLE} \((?P<columns>[^)]*)\)\s*SELECT\s+(?P<values>.*)", re.DOTALL)
SELECT = re.compile(rf"SELECT\s+(?P<columns>.*?)\s+FROM {TABLE}\s+WHERE (?P<where>.*)", re.DOTALL)
UPDATE = re.compile(
    rf"UPDATE {TABLE}\s+SET data__PatchDocument = string\('(?P<patch>.*?)'\)\s+WHERE (?P<where>.*)", re.DOTALL
)
DELETE = re.compile(rf"DELETE FROM {TABLE}\s+WHERE (?P<where>.*)", re.DOTALL)
CONDITION = re.compile(r"(\w+) = '([^']*)'")
LITERAL = re.compile(r"'([^']*)'")


@dataclass
class Statement:
    """What a statement says: its kind, its columns and values, its conditions, the patch of an UPDATE."""

    kind: str
    columns: list = field(default_factory=list)
    values: dict = field(default_factory=dict)
    where: dict = field(default_factory=dict)
    patch: str = ""


def statements(text):
    """Return the statements of a text, in order."""
    bare = re.sub(r"/\*.*?\*/|^--.*?$", "", text, flags=re.DOTALL | re.MULTILINE)
    return [parsed(each.strip()) for each in bare.split(";") if each.strip()]


def parsed(text):
    """Return one statement. Raises AssertionError for what this type does not need."""
    if match := INSERT.fullmatch(text):
        columns = [column.strip() for column in match["columns"].split(",")]
        values = LITERAL.findall(match["values"])
        assert len(columns) == len(values), f"{len(columns)} columns, {len(values)} values"
        return Statement("INSERT", columns, dict(zip(columns, values, strict=True)))
    if match := SELECT.fullmatch(text):
        columns = [column.strip() for column in match["columns"].split(",")]
        return Statement("SELECT", columns, where=dict(CONDITION.findall(match["where"])))
    if match := UPDATE.fullmatch(text):
        return Statement("UPDATE", where=dict(CONDITION.findall(match["where"])), patch=match["patch"])
    match = DELETE.fullmatch(text)
    assert match, f"not a statement that this reads: {text}"
    return Statement("DELETE", where=dict(CONDITION.findall(match["where"])))


def deployed(folder, user_arn="", **changed):
    """Return the statements of a stack's resource file by anchor, with the manifest's properties filled in.

    `user_arn` is what `exports` brings: stackql-deploy has it in a teardown, after that statement ran.
    """
    manifest = yaml.safe_load((folder / "stackql_manifest.yml").read_text(encoding="utf-8"))
    properties = {each["name"]: each["value"] for each in manifest["globals"]}
    resource = manifest["resources"][0]
    properties |= {each["name"]: each["value"] for each in resource["props"]} | {"user_arn": user_arn} | changed
    environment = Environment(
        undefined=StrictUndefined, autoescape=False, finalize=lambda v: v if isinstance(v, str) else json.dumps(v)
    )
    environment.filters["generate_patch_document"] = lambda model: json.dumps(
        [{"op": "add", "path": f"/{name}", "value": value} for name, value in model.items()]
    )
    text = (folder / "resources" / f"{resource['name']}.iql").read_text(encoding="utf-8")
    rendered = environment.from_string(text).render(properties)
    anchors = re.findall(r"/\*\+ (\w+)(?:, [^*]*)? \*/", text)
    return dict(zip(anchors, statements(rendered), strict=True))


def run(statement, user=None):
    """Send the requests of a statement and return the answers; `user` takes the place of <UserArn>."""
    identifier = statement.where.get("data__Identifier")
    identified = {"Identifier": user if identifier == "<UserArn>" else identifier}
    if statement.kind == "INSERT":
        state = {name: literal(value) for name, value in statement.values.items() if name != "region"}
        return [send("CreateResource", {"DesiredState": json.dumps(state)})]
    if statement.kind == "UPDATE":
        return [send("UpdateResource", identified | {"PatchDocument": statement.patch})]
    if statement.kind == "DELETE":
        return [send("DeleteResource", identified)]
    if identifier:
        return [send("GetResource", identified)]
    answers, more = [], {}
    while more is not None:
        page = send("ListResources", more)
        answers += [send("GetResource", {"Identifier": row["Identifier"]}) for row in page["ResourceDescriptions"]]
        more = {"NextToken": page["NextToken"]} if "NextToken" in page else None
    return answers


def rows(statement):
    """Send a SELECT over a region, and return what it selects: StackQL compares columns itself."""
    wanted = {column: value for column, value in statement.where.items() if column != "region"}
    found = []
    for answer in run(statement):
        properties = json.loads(answer["ResourceDescription"]["Properties"])
        row = {snake(name): value for name, value in properties.items()}
        if wanted.items() <= row.items():
            found.append(row)
    if statement.columns == ["COUNT(*) as count"]:
        return [{"count": len(found)}]
    return [{column: row.get(column) for column in statement.columns} for row in found]


def send(operation, members):
    """Send one request in StackQL's form."""
    return call(operation, {"TypeName": TYPE} | members, f"/?Action={operation}&Version=2021-09-30")


def literal(text):
    """Return the value of a literal: what is JSON of an object or array is one, all else is text."""
    return json.loads(text) if text[:1] in "[{" else text
