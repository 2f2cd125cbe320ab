"""A running instance brought under code and back: nothing is lost, nothing changes."""

import contextlib
import json
import re
import time

import pytest
from crowd import INSTANCE, INSTANCE_ID, REGION, ident, seed
from watched import DENIED, calls_of, users_of


def told(text):
    """Print a line that shows with `make adopt-thousand`."""
    print(f"   {text}", flush=True)


@pytest.fixture
def shell(address, tmp_path, monkeypatch):
    """A shell in the folder above the code, in another region, with a terraform that looks where it is called."""
    from page import Shell

    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    opened = Shell(tmp_path / "bin", tmp_path, tmp_path)
    terraform = tmp_path / "bin" / "terraform"
    looks = f'set -- imports*.tf\ntest -f "$1" && test "$AWS_REGION" = {REGION}'
    terraform.write_text(f"#!/bin/sh\n{looks}\n", encoding="utf-8")
    terraform.chmod(0o755)
    yield opened
    opened.close()


def type_page(shell, page):
    """Type the commands of a page that was written, with a bucket."""
    block = page.read_text(encoding="utf-8").partition("```sh\n")[2].partition("```")[0]
    for command in block.replace("BUCKET", "templates-of-mine").splitlines():
        if not command.startswith("#"):
            shell.run(command)


@pytest.fixture
def bucket(client):
    """The bucket of templates."""
    s3 = client("s3")
    with contextlib.suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(Bucket="templates-of-mine", CreateBucketConfiguration={"LocationConstraint": REGION})
    return s3


def delete(stacks, name):
    """Delete a stack; its users stay."""
    stacks.delete_stack(StackName=name)
    stacks.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 600})


def test_to_cloudformation_imported_in_steps_no_changes_and_no_drift(
    adopt, shell, client, admin, number, bucket, tmp_path
):
    begun = time.monotonic()
    limits = ("--per-stack", 16, "--per-import", 8) if number < 500 else ()
    done = adopt("crowd", "--out", "code", *limits)
    told(f"adopted {number:,} users in {time.monotonic() - begun:.0f} s")
    assert f"{number:,} users" in done.stdout
    per_stack, per_import = (16, 8) if limits else (500, 200)
    folders = sorted(folder for folder in (tmp_path / "code").iterdir() if folder.is_dir())
    assert len(folders) == -(-number // per_stack)
    before = users_of(admin)
    stacks = client("cloudformation")
    begun = time.monotonic()
    imported = set()
    type_page(shell, tmp_path / "code" / "README.md")
    told(f"imported into {len(folders)} stacks in {time.monotonic() - begun:.0f} s")
    for folder in folders:
        steps = sorted(folder.glob("import-*.json"), key=lambda file: int(file.stem.partition("-")[2]))
        sizes = [len(json.loads(file.read_text(encoding="utf-8"))) for file in steps]
        assert all(size == per_import for size in sizes[:-1]) and 0 < sizes[-1] <= per_import
        assert sum(sizes) <= per_stack
        last = (folder / f"template-{len(steps)}.yaml").read_text(encoding="utf-8")
        key = f"again/{folder.name}.yaml"
        bucket.put_object(Bucket="templates-of-mine", Key=key, Body=last.encode())
        url = f"https://templates-of-mine.s3.amazonaws.com/{key}"
        stacks.create_change_set(StackName=folder.name, ChangeSetName="again", TemplateURL=url)
        again = stacks.describe_change_set(StackName=folder.name, ChangeSetName="again")
        while again["Status"] in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
            time.sleep(0.05)
            again = stacks.describe_change_set(StackName=folder.name, ChangeSetName="again")
        assert (again["Status"], again["Changes"]) == ("FAILED", [])
        assert "didn't contain changes" in again["StatusReason"]
        detection = stacks.detect_stack_drift(StackName=folder.name)["StackDriftDetectionId"]
        drift = stacks.describe_stack_drift_detection_status(StackDriftDetectionId=detection)
        while drift["DetectionStatus"] == "DETECTION_IN_PROGRESS":
            time.sleep(0.05)
            drift = stacks.describe_stack_drift_detection_status(StackDriftDetectionId=detection)
        assert (drift["DetectionStatus"], drift["StackDriftStatus"]) == ("DETECTION_COMPLETE", "IN_SYNC")
        pages = stacks.get_paginator("list_stack_resources").paginate(StackName=folder.name)
        imported |= {each["PhysicalResourceId"] for page in pages for each in page["StackResourceSummaries"]}
    told(f"no changes, no drift in {len(folders)} stacks")
    assert imported == {f"{INSTANCE}/agent/{user['Id']}" for user in before}
    assert users_of(admin) == before
    for folder in folders:
        delete(stacks, folder.name)
    assert users_of(admin) == before


def test_adopted_again_only_who_came_since(adopt, shell, client, admin, bucket, tmp_path):
    """Users of stacks have their code. The type shows no tag of theirs, so CloudFormation says who they are."""
    adopt("crowd", "--out", "first", "--username", "ada?l")
    type_page(shell, tmp_path / "first" / "README.md")
    connect = client("connect")
    made = connect.create_user(
        InstanceId=INSTANCE_ID,
        Username="ada2l",
        Password="Password123",
        PhoneConfig={"PhoneType": "SOFT_PHONE"},
        IdentityInfo={"FirstName": "Ada", "LastName": "Later"},
        RoutingProfileId=ident("10", 0),
        SecurityProfileIds=[ident("20", 0)],
    )
    try:
        admin("DELETE", "requests")
        done = adopt("crowd", "--out", "later", "--username", "ada?l")
        assert "3 users belong to stacks already and are left out: first-1" in done.stderr
        assert len(calls_of(admin, "GetResource")) == 1
        (imports,) = (tmp_path / "later").glob("*/import-*.json")
        (only,) = json.loads(imports.read_text(encoding="utf-8"))
        assert only["ResourceIdentifier"] == {"UserArn": made["UserArn"]}
        again = adopt("crowd", "--out", "again", "--stack-name", "first", code=2)
        assert "stack first-1 is there already; give another --stack-name" in again.stderr
        adopt("crowd", "--to", "terraform", "--out", "code", "--username", "ada?l")
        assert (tmp_path / "code" / "imports.tf").read_text(encoding="utf-8").count("import {") == 1
        nobody = adopt("crowd", "--out", "none", "--username", "ada.l", code=1)
        assert "has a user name like ada.l and no stack" in nobody.stderr
        admin("POST", "faults", DENIED | {"service": "cloudformation", "operation": "ListStacks"})
        try:
            done = adopt("crowd", "--dry-run", "--username", "ada?l")
        finally:
            admin("DELETE", "faults")
        assert "no access: ListStacks was refused" in done.stderr
        assert "cloudformation:ListStacks" in done.stderr
        assert "4 users" in done.stdout
        shell.run("cd ..")
        type_page(shell, tmp_path / "later" / "README.md")  # a stack of its own, beside the first
    finally:
        connect.delete_user(InstanceId=INSTANCE_ID, UserId=made["UserId"])
        for stack in ("first-1", "later-1"):
            delete(client("cloudformation"), stack)


def test_to_terraform_imported_by_the_replay_plan_is_empty(adopt, shell, number, admin, tmp_path, monkeypatch):
    begun = time.monotonic()
    adopt("crowd", "--to", "terraform", "--out", "code")
    told(f"adopted {number:,} users as Terraform in {time.monotonic() - begun:.0f} s")
    type_page(shell, tmp_path / "code" / "README.md")
    import awscc
    import control
    import hcl
    from names import snake, to_schema

    monkeypatch.setattr(control, "REGION", REGION)
    before = users_of(admin)
    configuration = hcl.Configuration(tmp_path / "code")
    resources = configuration.resources("awscc_connect_user")
    imports = configuration.imports()
    assert len(resources) == len(imports) == number
    assert {f"awscc_connect_user.{name}" for name in resources} == set(imports)
    begun = time.monotonic()
    for name, body in resources.items():
        block = awscc.Resource()
        block.take_over(imports[f"awscc_connect_user.{name}"])
        config = to_schema(body, snake)
        assert block.plan(config) == [], name
        assert config["Username"] == block.state["Username"]
    told(f"imported and planned without a difference in {time.monotonic() - begun:.0f} s")
    assert users_of(admin) == before


def test_names_are_the_same_whoever_is_chosen(adopt, tmp_path):
    adopt("crowd", "--to", "terraform", "--out", "all")
    adopt("crowd", "--to", "terraform", "--out", "some", "--username", "ada?l")

    def of(folder):
        text = (tmp_path / folder / "imports.tf").read_text(encoding="utf-8")
        return [line.split(".")[1] for line in text.splitlines() if line.startswith("  to ")]

    some = of("some")
    assert len(some) == 3
    assert set(some) < set(of("all"))
    assert all(name.startswith("ada_l_") for name in some)


@pytest.mark.parametrize(
    ("chosen", "matches"),
    [
        (("--username", "AGENT.0000*"), lambda user: user["Username"].startswith("agent.0000")),
        (("--tag", "Team"), lambda user: "Team" in user.get("Tags", {})),
        (("--tag", "Team=Berlin"), lambda user: user.get("Tags", {}).get("Team") == "Berlin"),
        (("--group", "Hamburg"), lambda user: user.get("HierarchyGroupId", "").endswith("1")),
        (
            ("--group", "Hamburg", "--with-child-groups"),
            lambda user: user.get("HierarchyGroupId", "").endswith(("1", "2", "3")),
        ),
        (
            ("--group", "Hamburg", "--tag", "Team=Berlin"),
            lambda user: (
                user.get("HierarchyGroupId", "").endswith("1") and user.get("Tags", {}).get("Team") == "Berlin"
            ),
        ),
    ],
)
def test_chosen_users_and_no_others(adopt, number, tmp_path, chosen, matches):
    adopt(INSTANCE_ID, "--out", "code", *chosen)
    expected = {user["Username"] for user in seed(number)["instances"][0]["users"] if matches(user)}
    assert 0 < len(expected) < number
    files = (tmp_path / "code").glob("*/import-*.json")
    assert sum(len(json.loads(file.read_text(encoding="utf-8"))) for file in files) == len(expected)
    text = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "code").glob("*/template-*.yaml"))
    assert all(f'Username: "{name}"' in text for name in expected)


def test_dry_run_says_all_and_writes_nothing(adopt, number, tmp_path):
    done = adopt(INSTANCE, "--dry-run")
    assert f"{number:,} users" in done.stdout
    assert re.search("would write adopted/adopted-[0-9a-f]{6}-1/template-1.yaml", done.stdout)
    assert "Passwords cannot be read" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_page_keeps_the_endpoint_and_the_profile_that_were_given(adopt, address, tmp_path):
    config = tmp_path / "config"
    keys = "aws_access_key_id = local\naws_secret_access_key = local\n"
    config.write_text(f"[profile staff]\nregion = {REGION}\n{keys}", encoding="utf-8")
    given = ("--endpoint", address, "--profile", "staff", "--username", "agent.00010")
    place = {"AWS_CONFIG_FILE": str(config), "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    adopt("crowd", "--to", "terraform", "--out", "code", *given, changed=place)
    page = (tmp_path / "code" / "README.md").read_text(encoding="utf-8")
    assert f"\nexport AWS_PROFILE=staff AWS_ENDPOINT_URL={address}\n" in page


def test_into_the_empty_folder_that_it_is_called_in(adopt, tmp_path):
    adopt("crowd", "--out", ".", "--username", "agent.00010", "--stack-name", "staff")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["README.md", "staff-1"]


def test_behind_a_proxy_this_machine_is_asked_itself_by_the_page_too(adopt, number, shell, bucket, client, tmp_path):
    nobody = "http://127.0.0.1:9"
    proxies = {name: nobody for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy")}
    proxies |= {"NO_PROXY": "", "no_proxy": ""}
    done = adopt("crowd", "--dry-run", changed=proxies)
    assert f"{number:,} users" in done.stdout
    adopt("crowd", "--out", "behind", "--username", "ada?l", changed=proxies)
    shell.run("export " + " ".join(f"{name}={value}" for name, value in proxies.items()))
    type_page(shell, tmp_path / "behind" / "README.md")
    delete(client("cloudformation"), "behind-1")
