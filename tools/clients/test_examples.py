"""Every example is carried out or checked: names against the schema, users made and changed as its client does."""

import os
import re
import shutil
import subprocess
import uuid

import pytest
import yaml
from awscc import Resource
from cfn_flip import load_yaml
from control import TYPE, absent, call, finished, get
from hcl import Configuration
from names import EXAMPLES, ROOT, SCHEMA, UNSETTABLE, UnknownName, camel, same, settable, snake, to_schema, used
from pulumi import Native, program

from workbench import demo
from workbench.listing import written

TERRAFORM = EXAMPLES / "terraform"
TEMPLATE = EXAMPLES / "cloudformation" / "users.yaml"
# What a shell may have set: another region, and a proxy that knows another 127.0.0.1.
ELSEWHERE = {"AWS_REGION": "eu-central-1", "http_proxy": "http://127.0.0.1:9", "no_proxy": ".corp", "NO_PROXY": ".corp"}


def template():
    """The resources of the CloudFormation example under the schema's names, with its parameters' values."""
    content = load_yaml(TEMPLATE.read_text(encoding="utf-8"))
    values = {name: entry.get("Default", "Password123") for name, entry in content["Parameters"].items()}

    def filled(value):
        if isinstance(value, dict):
            return values[value["Ref"]] if set(value) == {"Ref"} else {k: filled(v) for k, v in value.items()}
        return [filled(item) for item in value] if isinstance(value, list) else value

    return {name: to_schema(filled(each["Properties"]), same) for name, each in content["Resources"].items()}


def terraform(**variables):
    """The awscc resources of the Terraform example under the schema's names."""
    resources = Configuration(TERRAFORM, **variables).resources("awscc_connect_user")
    return {name: to_schema(body, snake) for name, body in resources.items()}


def native():
    """The aws-native resources of the Pulumi example under the schema's names."""
    return {
        name: to_schema(properties, camel)
        for name, (kind, properties) in program(EXAMPLES / "pulumi" / "aws-native" / "Pulumi.yaml").items()
        if kind == "aws-native:connect:User"
    }


@pytest.mark.parametrize("name", ["Agent", "Supervisor", "DeskAgent"])
def test_cloudformation_users_of_the_template_made_as_written(name):
    check_life(template()[name])


@pytest.mark.parametrize("name", ["soft_phone", "desk_phone", "channels", "directory"])
def test_terraform_users_made_as_written(name):
    check_life(terraform()[name])


@pytest.mark.parametrize("name", ["agent", "supervisor"])
def test_pulumi_native_users_made_changed_and_deleted(name):
    inputs = native()[name]
    resource = Native()
    resource.up(inputs)
    try:
        assert shows(resource.outputs, inputs)
        resource.up(inputs | {"Tags": [{"Key": "Changed", "Value": "yes"}]})
        assert resource.outputs["Tags"] == [{"Key": "Changed", "Value": "yes"}]
    finally:
        resource.destroy()


def check_life(config):
    """Create, plan without difference, change, destroy."""
    block = Resource()
    block.apply(config)
    arn = block.state["UserArn"]
    try:
        assert block.plan(config) == []
        assert shows(get(arn), config)
        block.apply(config | {"Tags": [{"Key": "Changed", "Value": "yes"}]})
        assert get(arn)["Tags"] == [{"Key": "Changed", "Value": "yes"}]
    finally:
        block.destroy()
    assert absent(arn)


def shows(seen, config):
    """Whether a read shows all that was configured; the order of collections means nothing."""
    for name, value in config.items():
        if isinstance(value, dict):
            assert seen[name].items() >= value.items(), name
        elif isinstance(value, list):
            assert sorted(map(str, map(numbers, seen[name]))) == sorted(map(str, map(numbers, value))), name
        elif name != "Password":
            assert seen[name] == value, name
    return True


def numbers(value):
    """Return a value with sorted members and 3 for 3.0."""
    if isinstance(value, dict):
        return {name: numbers(value[name]) for name in sorted(value)}
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def test_terraform_every_property_of_the_schema_is_shown():
    assert set().union(*(used(config) for config in terraform().values())) == settable() - UNSETTABLE


def test_terraform_import_block_takes_over_an_existing_user(plain):
    name = f"imported.{uuid.uuid4().hex[:8]}"
    made = Resource()
    made.apply({key: value for key, value in plain.items() if key != "IdentityInfo"} | {"Username": name})
    arn = made.state["UserArn"]
    configuration = Configuration(TERRAFORM, existing_user_arn=arn, existing_username=name)
    assert configuration.imports() == {'awscc_connect_user.imported["agent"]': arn}
    block = Resource()
    block.take_over(arn)
    assert block.plan(terraform(existing_user_arn=arn, existing_username=name)["imported"]) == []
    block.destroy()


def test_terraform_provider_block_names_both_endpoints_of_the_emulator():
    configuration = Configuration(TERRAFORM)
    (provider,) = (each["awscc"] for each in configuration.blocks["provider"])
    assert set(provider["endpoints"]) == {"cloudcontrolapi", "sts"}
    assert set(configuration.filled(provider["endpoints"]).values()) == {"http://127.0.0.1:4566"}


def test_names_of_a_misspelt_attribute_refused_with_its_place():
    with pytest.raises(UnknownName, match=r"\.phone_config has no phone_typ;"):
        to_schema({"phone_config": {"phone_typ": "SOFT_PHONE"}}, snake)


def test_cloudformation_template_clean_under_the_schema(tmp_path):
    assert lint(TEMPLATE, tmp_path) == (0, "")


def test_cloudformation_lint_against_our_schema_not_the_bundled_one(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(TEMPLATE.read_text(encoding="utf-8").replace("ada.lovelace", "ada lovelace"), encoding="utf-8")
    code, output = lint(wrong, tmp_path)
    assert code != 0
    assert SCHEMA["properties"]["Username"]["pattern"].replace("\\", "\\\\") in output


def lint(file, folder):
    """Run cfn-lint with the repository's own schema in the place of the one that it brings."""
    schemas = folder / "schemas"
    schemas.mkdir()
    shutil.copy(ROOT / "aws-connect-user.json", schemas)
    command = ["cfn-lint", "--registry-schemas", schemas, "--template", file]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, (done.stdout + done.stderr).strip()


def test_readme_snippet_is_the_agent_of_the_cloudformation_example():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    snippet = next(block.split("```")[0] for block in readme.split("```yaml\n")[1:] if "AWS::Connect::User" in block)
    content = load_yaml(TEMPLATE.read_text(encoding="utf-8"))
    assert load_yaml(snippet)["Resources"]["Agent"] == content["Resources"]["Agent"]


def test_cloudcontrol_script_runs_as_it_is():
    environment = {
        name: value for name, value in os.environ.items() if name not in ("AWS_DEFAULT_REGION", "AWS_REGION")
    }
    name = f"script-{uuid.uuid4().hex[:8]}"
    script = EXAMPLES / "cloudcontrol" / "life-of-a-user.sh"
    done = subprocess.run([script, name], capture_output=True, text=True, timeout=180, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.endswith("gone\n")
    assert "Password123" not in done.stdout
    assert '"AttributeValue":"German","Level":5' in done.stdout
    assert "sent twice, one request" in done.stdout


def test_list_that_the_demo_leaves_to_try_every_command_succeeds_in_order(connect):
    instance = template()["Agent"]["InstanceArn"].rpartition("/")[2]
    listed = demo.commands(os.environ["AWS_ENDPOINT_URL"], instance).strip().splitlines()[1:]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull} | ELSEWHERE
    script = "\n".join(["set -euo pipefail", *listed])
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    users = connect.get_paginator("list_users").paginate(InstanceId=instance)
    made = [user["Arn"] for page in users for user in page["UserSummaryList"] if user["Username"] == "grace.hopper"]
    for arn in made:
        finished(call("DeleteResource", {"TypeName": TYPE, "Identifier": arn}))
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(made) == 1
    assert len(re.findall(r" 13 passed", done.stdout)) == 3
    assert '"operation":"CreateUser"' in done.stdout.replace(" ", "")


@pytest.mark.parametrize("folder", ["cdk", "cloudcontrol", "cloudformation", "pulumi", "sam", "stackql", "terraform"])
def test_readme_of_an_example_names_all_its_files_and_none_that_is_missing(folder):
    text = (EXAMPLES / folder / "README.md").read_text(encoding="utf-8")
    assert "emulator/bin/emulator" in text
    # Not what a run of the example leaves behind, such as cdk.out.
    files = [ROOT / name for name in written() if name.startswith(f"examples/{folder}/")]
    assert len(files) > 1
    for file in files:
        if file.name != "README.md":
            known = {str(file.relative_to(EXAMPLES / folder)), f"{file.parent.name}/"}
            assert any(f"`{name}`" in text for name in known), f"{file} is not described"
    for path in re.findall(r"(?:examples|tools|emulator)/[\w./-]+", text):
        assert (ROOT / path).exists(), f"{folder}/README.md names {path}"


def test_yaml_of_the_examples_is_valid():
    for file in [*EXAMPLES.rglob("Pulumi.yaml"), *EXAMPLES.rglob("*.yml")]:
        assert isinstance(yaml.safe_load(file.read_text(encoding="utf-8")), dict), file
