"""The schema of seed files, for editors, held against the emulator's own reader: `seed --check` and JSON Schema."""

import copy
import json
import re
import subprocess

import pytest
import yaml
from jsonschema import Draft7Validator

from workbench import emulator
from workbench.listing import written
from workbench.repository import DIRECT, ROOT, isolated_environment

SCHEMA = json.loads((ROOT / "emulator" / "seed.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(SCHEMA)
ID = "11111111-1111-1111-1111-111111111111"
# Members that name what stands elsewhere: no schema sees whether it does.
REFERENCES = {"parent", "RoutingProfileId", "SecurityProfileIds", "HierarchyGroupId", "AttributeName", "AttributeValue"}
# Every member that there is, in a seed that both take.
WHOLE = f"""
accountId: "012345678901"
region: us-gov-west-1
faults:
  - {{kind: error, service: connect, operation: CreateUser, call: 2, times: forever, probability: 0.5, seed: 7,
      type: ServiceException, status: 500, after: true}}
  - {{kind: delay, ms: 600000, after: false}}
instances:
  - id: {ID}
    alias: centre
    identityManagementType: CONNECT_MANAGED
    userLimit: 3
    routingProfiles: [{{id: r1, name: R}}]
    securityProfiles: [{{id: s1, name: S}}]
    hierarchyGroups: [{{id: g1, name: G, level: 1}}, {{id: g2, name: H, parent: g1}}]
    predefinedAttributes: [{{name: Language, values: [English, 4]}}]
    users:
      - id: u1
        Username: ada
        Password: Passw0rd
        IdentityInfo: {{FirstName: Ada, LastName: Lovelace, Email: a@example.com, SecondaryEmail: b@example.com,
          Mobile: "+493012345678"}}
        PhoneConfig: {{PhoneType: DESK_PHONE, DeskPhoneNumber: "+493012345678", AutoAccept: true,
          AfterContactWorkTimeLimit: 0, PersistentConnection: false}}
        RoutingProfileId: r1
        SecurityProfileIds: [s1]
        HierarchyGroupId: g2
        AutoAcceptConfigs: [{{Channel: VOICE, AutoAccept: true, AgentFirstCallbackAutoAccept: false}}]
        AfterContactWorkConfigs: [{{Channel: VOICE, AfterContactWorkConfig: {{AfterContactWorkTimeLimit: 5}},
          AgentFirstCallbackAfterContactWorkConfig: {{AfterContactWorkTimeLimit: 6}}}}]
        PhoneNumberConfigs: [{{Channel: VOICE, PhoneType: DESK_PHONE, PhoneNumber: "+493012345678"}}]
        PersistentConnectionConfigs: [{{Channel: VOICE, PersistentConnection: true}}]
        VoiceEnhancementConfigs: [{{Channel: VOICE, VoiceEnhancementMode: NONE}}]
        Tags: {{team: blue}}
        UserProficiencies: [{{AttributeName: Language, AttributeValue: English, Level: 3}}]
  - id: directory
    identityManagementType: EXISTING_DIRECTORY
    routingProfiles: [{{id: r1, name: R}}]
    securityProfiles: [{{id: s1, name: S}}]
    users: [{{Username: grace, DirectoryUserId: d1, RoutingProfileId: r1, SecurityProfileIds: [s1]}}]
"""


def resolved(schema):
    """Follow references, and take the first of several forms."""
    while True:
        if "$ref" in schema:
            schema = SCHEMA["definitions"][schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            schema = schema["anyOf"][0] | {"description": "one of several"}
        else:
            return schema


def places(schema, path=()):
    """Give every place that the schema knows: a path of names, 0 in a list, and what may be there."""
    schema = resolved(schema)
    yield path, schema
    for name, member in schema.get("properties", {}).items():
        yield from places(member, (*path, name))
    if "items" in schema:
        yield from places(schema["items"], (*path, 0))


PLACES = dict(places(SCHEMA))
OBJECTS = [path for path, schema in PLACES.items() if "properties" in schema]


def at(document, path):
    """Return what stands at a place."""
    for step in path:
        document = document[step]
    return document


def changed(path, value):
    """Return the whole seed with another value at a place."""
    document = copy.deepcopy(yaml.safe_load(WHOLE))
    at(document, path[:-1])[path[-1]] = value
    return document


def wrong_values():
    """For every limit that the schema states anywhere, a value that breaks it."""
    for path, schema in PLACES.items():
        if path:
            texts = {
                "enum": "NOPE",
                "pattern": "a\0b",
                "minLength": "",
                "maxLength": "x" * (schema.get("maxLength", 0) + 1),
                "minimum": schema.get("minimum", 0) - 1,
                "exclusiveMinimum": schema.get("exclusiveMinimum"),
                "maximum": schema.get("maximum", 0) + 1,
                "minItems": [],
                "maxItems": ["s1"] * (schema.get("maxItems", 0) + 1),
                "minProperties": {},
                "maxProperties": {f"k{n}": "v" for n in range(schema.get("maxProperties", 0) + 1)},
                "propertyNames": {"aws:key": "v"},
            }
            yield from ((path, limit, value) for limit, value in texts.items() if limit in schema)
            yield path, "type", of_another_type(schema.get("type", []))
            whole = at(yaml.safe_load(WHOLE), path) if "required" in schema else {}
            yield from ((path, f"required {name}", whole | {name: None}) for name in schema.get("required", []))


def of_another_type(kinds):
    """Return a value that is of none of these types."""
    if "array" in kinds:
        return "one"
    if "object" in kinds:
        return ["one"]
    return "x" if kinds in ("integer", "number", "boolean") else {"x": 1}


def odd_texts():
    """For every text that is written as one likes: none, a blank, a control character; all else holds together."""
    for path, schema in PLACES.items():
        if "string" in schema.get("type", []) and "enum" not in schema and not REFERENCES & {*path}:
            for what, text in {"nothing": "", "blank": " ", "control": "a\0b"}.items():
                document = changed(path, text)
                if path[0] == "instances":
                    del document["instances"][0]["hierarchyGroups"][1]
                    document["instances"][0]["users"][0].pop("HierarchyGroupId")
                    if path[2] != "users":
                        document["instances"][0]["users"] = []
                yield named(path, what), document


def named(path, what):
    return "_".join(re.sub(r"\W", "-", str(part)) for part in (*path, what)) or "root"


GOOD = {named((), "whole"): yaml.safe_load(WHOLE), "least": {"instances": []}}
UNKNOWN = {named(path, "unknown"): (path, changed((*path, "zzz"), 1)) for path in OBJECTS}
WRONG = {named(path, limit): changed(path, value) for path, limit, value in wrong_values()}
# Members that a kind has no use for, and the limits of those that the first fault has not.
WRONG |= {
    named(("faults",), what): {"instances": [], "faults": [fault]}
    for what, fault in {
        "ms of throttle": {"kind": "throttle", "ms": 5},
        "ms of crash": {"kind": "crash-after", "ms": 0},
        "ms below 0": {"kind": "refuse", "ms": -1},
        "ms above": {"kind": "trickle", "ms": 600_001},
        "after of delay": {"kind": "delay", "after": True},
        "type of delay": {"kind": "delay", "type": "ServiceException"},
        "type too long": {"kind": "error", "type": "x" * 101, "status": 500},
    }.items()
}

ODD = dict(odd_texts())


def without_nothing(value):
    """Take away members that are null: an editor sees them, the reader does not."""
    if isinstance(value, dict):
        return {name: without_nothing(each) for name, each in value.items() if each is not None}
    return [without_nothing(each) for each in value] if isinstance(value, list) else value


def allowed(path):
    """Give every value of a list of values that the schema has."""
    return PLACES[path].get("enum", [])


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """What the reader says of every seed, by its name; None where it takes it. One process reads all of them."""
    folder = tmp_path_factory.mktemp("seeds")
    seeds = GOOD | {name: seed for name, (_, seed) in UNKNOWN.items()} | WRONG | ODD
    for name, seed in seeds.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(seed, sort_keys=False), encoding="utf-8")
    code, said = check(*(folder / f"{name}.yaml" for name in seeds))
    assert code == 2
    words = {}
    for line in said:
        found = re.match(rf"(?:seed: )?{re.escape(str(folder))}/([\w-]+)\.yaml(.*)", line)
        assert found, line
        words[found[1]] = None if found[2].startswith(": ok, ") else found[2]
    assert words.keys() == seeds.keys()
    return words


def check(*files):
    """Return the exit code of `emulator seed --check`, and its lines."""
    command = [ROOT / "emulator" / "bin" / "emulator", "seed", "--check", *files]
    environment = isolated_environment() | {"EMULATOR_BUILD": "no"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, [*done.stdout.splitlines(), *done.stderr.splitlines()]


def seeds_of_the_repository():
    """Return every seed: files, and what pages show."""
    found = {}
    for name in (name for name in written() if name.endswith((".yaml", ".md"))):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL) if name.endswith(".md") else [text]
        seeds = [block for block in blocks if re.search(r"^instances:", block, re.MULTILINE)]
        found |= {f"{name}:{number}": seed for number, seed in enumerate(seeds, 1)}
    return found


def test_schema_is_one():
    Draft7Validator.check_schema(SCHEMA)
    assert len(OBJECTS) >= 15


def test_seeds_of_the_repository_are_right_for_both(tmp_path):
    seeds = seeds_of_the_repository()
    assert {name.rpartition(":")[0] for name in seeds} >= {
        "emulator/CONNECT.md",
        "emulator/src/main/resources/connectlocal/connect/default-seed.yaml",
        "examples/junit/src/test/resources/centre.yaml",
    }
    files = []
    for number, (name, seed) in enumerate(seeds.items()):
        assert list(VALIDATOR.iter_errors(yaml.safe_load(seed))) == [], name
        files.append(tmp_path / f"{number}.yaml")
        files[-1].write_text(seed, encoding="utf-8")
    code, said = check(*files)
    assert code == 0, said


def test_seed_that_an_emulator_writes_is_right_for_both(tmp_path):
    first, again = tmp_path / "whole.yaml", tmp_path / "again.yaml"
    first.write_text(WHOLE, encoding="utf-8")
    with (
        emulator.running(options=("--seed", first)) as address,
        DIRECT.open(f"{address}/_emulator/state?as=seed", timeout=30) as answer,
    ):
        again.write_bytes(answer.read())
    written = yaml.safe_load(again.read_text(encoding="utf-8"))
    assert [len(instance["users"]) for instance in written["instances"]] == [1, 1]
    assert list(VALIDATOR.iter_errors(written)) == []
    assert check(again) == (0, [f"{again}: ok, 2 instances, 2 users"])


@pytest.mark.parametrize("name", GOOD)
def test_good_seed_is_right_for_both(reader, name):
    assert list(VALIDATOR.iter_errors(GOOD[name])) == []
    assert reader[name] is None


def test_whole_seed_has_every_member_of_the_schema():
    """So whatever the schema has is known to the reader, which took the whole seed."""
    whole = yaml.safe_load(WHOLE)
    missing = []
    for path in OBJECTS:
        there = {name for item in siblings(whole, path) for name in item}
        missing += [(*path, name) for name in PLACES[path]["properties"] if name not in there]
    assert missing == []


def siblings(document, path):
    """Return all that stands at a place, when 0 means any of a list."""
    found = [document]
    for step in path:
        found = [each for one in found for each in (one if step == 0 else [one[step]] if step in one else [])]
    return found


@pytest.mark.parametrize("name", UNKNOWN)
def test_members_that_the_reader_knows_are_those_of_the_schema(reader, name):
    path, seed = UNKNOWN[name]
    assert list(VALIDATOR.iter_errors(seed))
    known = re.search(r"zzz is not known(?: here)?; known are (.+)$", reader[name])
    assert known, reader[name]
    assert sorted(known[1].split(", ")) == sorted(PLACES[path]["properties"])


@pytest.mark.parametrize("name", WRONG)
def test_wrong_value_is_refused_by_both(reader, name):
    assert list(VALIDATOR.iter_errors(without_nothing(WRONG[name]))), "the schema takes it"
    assert reader[name], "the reader takes it"
    assert reader[name].startswith(", line "), reader[name]


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_taken_by_both_or_by_none(reader, name):
    refused = bool(list(VALIDATOR.iter_errors(ODD[name])))
    assert refused == (reader[name] is not None), reader[name]


@pytest.mark.parametrize("path", [path for path in PLACES if "enum" in PLACES[path]], ids=lambda path: named(path, ""))
def test_words_that_the_reader_knows_are_those_of_the_schema(reader, path):
    said = reader[named(path, "enum")].partition(" must be ")[2].partition(", not ")[0]
    words = set(re.findall(r"[A-Z_]{3,}|[a-z][a-z0-9-]+|[*]", said.replace("one of", ""))) - {"or"}
    assert words == set(allowed(path)) - {None}, said
