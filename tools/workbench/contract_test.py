"""Runs the contract tests of the CloudFormation CLI, `cfn test`, against a Lambda endpoint on this machine.

The CLI asks STS for credentials at a host name that it works out itself; that one function is pointed at the endpoint,
and nothing else of the CLI is changed. Test inputs of any folder run in a temporary copy of the project, for the CLI
reads none but the folder `inputs` beside the schema.
"""

import argparse
import json
import os
import re
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from boto3 import Session
from botocore.exceptions import BotoCoreError, ClientError
from rpdk.core import boto_helpers, cli

from workbench.repository import PROFILES, ROOT, aws_environment

INPUT_FILE = re.compile(r"inputs_(\d+)_.+\.json")
# The CLI takes every file that starts with "inputs_1" for a part of the first set, so those of a tenth as well.
MOST_INPUT_SETS = 9
# Of credentials: a role that STS refuses, a program of the profile that is not there or says something else.
NOT_TO_BE_HAD = (BotoCoreError, ClientError, OSError, ValueError)


class Refusal(Exception):
    """What the caller gave cannot be run; the message says what was expected."""


def main(arguments):
    """Check what was given, then hand over to the CLI, which ends the process with its own exit code."""
    own, pytest_arguments = split(arguments)
    options = parser().parse_args(own)
    try:
        endpoint = reachable(options.endpoint)
        project = options.project.resolve()
        inputs = (options.inputs or project / "inputs").resolve()
        schema = schema_of(project)
        check_inputs(inputs)
        described_type = json.loads(schema.read_text(encoding="utf-8"))
        check_tags(inputs, described_type)
        environment = aws_environment(os.environ, options.region)
        os.environ.clear()
        os.environ.update(environment)
        check_credentials(environment)
    except Refusal as refusal:
        sys.exit(f"contract-test: {refusal}")
    boto_helpers.get_service_endpoint = lambda service, region: endpoint
    with tempfile.TemporaryDirectory(prefix="contract-test-") as folder:
        copy = Path(folder)
        for file in (project / ".rpdk-config", schema, project / "overrides.json"):
            if file.is_file():
                shutil.copy(file, copy)
        (copy / "inputs").mkdir()
        for file in filter(lambda each: INPUT_FILE.fullmatch(each.name), inputs.iterdir()):
            content = normalised(json.loads(file.read_text(encoding="utf-8")), described_type, described_type)
            (copy / "inputs" / file.name).write_text(json.dumps(content, indent=2), encoding="utf-8")
        os.chdir(copy)
        try:
            cli.main(["test", "--endpoint", endpoint, "--region", os.environ["AWS_REGION"], "--", *pytest_arguments])
        finally:
            os.chdir(project)


def parser():
    """Return the parser of the command line."""
    result = argparse.ArgumentParser(
        prog="contract-test",
        description="Run the CloudFormation CLI's contract tests (`cfn test`) against an endpoint of this machine.",
        epilog="What follows -- goes to pytest: -- -k contract_create_read",
    )
    result.add_argument("--endpoint", required=True, help="where Lambda Invoke and STS answer, http://127.0.0.1:4566")
    result.add_argument("--inputs", type=Path, help="folder of inputs_N_create.json and _update; default: inputs/")
    result.add_argument("--project", type=Path, default=ROOT, help="folder of .rpdk-config and schema; default: here")
    result.add_argument("--region", help="default: AWS_REGION, AWS_DEFAULT_REGION or us-east-1")
    return result


def split(arguments):
    """Return the arguments before and after the first `--`."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def reachable(endpoint):
    """Return the endpoint without trailing slashes, once something listens there."""
    parts = urlsplit(endpoint)
    try:
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        if not parts.hostname:
            raise ValueError("no host")
        socket.create_connection((parts.hostname, port), timeout=5).close()
    except (KeyError, ValueError):
        raise Refusal(f"--endpoint {endpoint} is not an address; expected one like http://127.0.0.1:4566") from None
    except OSError as failure:
        raise Refusal(
            f"nothing answers at {endpoint} ({failure.strerror or failure}); start the emulator: emulator/bin/emulator"
        ) from None
    return endpoint.rstrip("/")


def check_credentials(environment):
    """Refuse a shell whose credentials cannot be had: the CLI would call that an unhandled exception."""
    try:
        found = Session().get_credentials()
        why = "nothing names any" if found is None else None
        if found:
            found.get_frozen_credentials()  # those of a profile may have to be fetched
    except NOT_TO_BE_HAD as failure:
        why = str(failure)
    if why is None:
        return
    for name in PROFILES:
        if name in environment:
            raise Refusal(f"{name} {environment[name]} has no credentials ({why}); unset it: an emulator needs none")
    raise Refusal(
        f"no credentials ({why}); set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither: an emulator takes any"
    )


def schema_of(project):
    """Return the schema file that the settings of a project name by its type."""
    settings = project / ".rpdk-config"
    try:
        type_name = json.loads(settings.read_text(encoding="utf-8"))["typeName"]
    except FileNotFoundError:
        raise Refusal(f"--project {project} is no project of the CloudFormation CLI: it has no .rpdk-config") from None
    except (ValueError, KeyError, TypeError):
        raise Refusal(f"{settings} is not JSON with a typeName") from None
    schema = project / f"{type_name.replace('::', '-').lower()}.json"
    if not schema.is_file():
        raise Refusal(f"{schema} is missing, the schema of {type_name}")
    return schema


def check_inputs(inputs):
    """Refuse a folder of which the CLI would silently run less than is there, or generated values instead."""
    if not inputs.is_dir():
        raise Refusal(f"no such folder: {inputs}")
    found = {match[0]: int(match[1]) for match in map(INPUT_FILE.fullmatch, os.listdir(inputs)) if match}
    last = max(found.values(), default=1)
    for number in range(1, last + 1):
        if f"inputs_{number}_create.json" not in found:
            raise Refusal(f"{inputs} has no inputs_{number}_create.json; sets are numbered from 1 without a gap")
        if f"inputs_{number}_update.json" not in found:
            print(f"contract-test: no inputs_{number}_update.json, so the tests of updates fail", file=sys.stderr)
    if last > MOST_INPUT_SETS:
        raise Refusal(f"{inputs} has {last} sets; the CLI tells at most {MOST_INPUT_SETS} apart, so use two folders")
    for name in sorted(found):
        try:
            content = json.loads((inputs / name).read_text(encoding="utf-8"))
        except ValueError as failure:
            raise Refusal(f"{inputs / name} is not JSON: {failure}") from None
        if not isinstance(content, dict):
            raise Refusal(f"{inputs / name} is not a JSON object of properties")


def check_tags(inputs, schema):
    """Refuse inputs without the tags that the CLI's tests of a taggable type look for, with a bare assertion."""
    tagging = schema.get("tagging", {"taggable": schema.get("taggable", False)})
    if not tagging.get("taggable"):
        return
    name = tagging.get("tagProperty", "/properties/Tags").rpartition("/")[2]
    for file in sorted(inputs.glob("inputs_*_create.json")):
        if INPUT_FILE.fullmatch(file.name) and name not in json.loads(file.read_text(encoding="utf-8")):
            raise Refusal(
                f"{file} has no {name}, and the contract tests of a type with tags need them in every create;"
                f' add for example "{name}": [{{"Key": "Team", "Value": "Berlin"}}]'
            )


def normalised(value, node, schema):
    """Return a value with its numbers as the provider shows them: the CLI compares the text, and 2 is not 2.0 to it."""
    reference = node.get("$ref") if isinstance(node, dict) else None
    if reference:
        node = schema
        for step in reference.removeprefix("#/").split("/"):
            node = node.get(step, {})
        return normalised(value, node, schema)
    if isinstance(value, dict):
        members = node.get("properties", {})
        return {name: normalised(member, members.get(name, {}), schema) for name, member in value.items()}
    if isinstance(value, list):
        return [normalised(item, node.get("items", {}), schema) for item in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if node.get("type") == "number":
        return float(value)
    return int(value) if node.get("type") == "integer" and value == int(value) else value


if __name__ == "__main__":
    main(sys.argv[1:])
