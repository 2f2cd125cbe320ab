"""The page of examples/cloudformation with the real AWS CLI, heading by heading."""

import json
import subprocess

import pytest
from conftest import INSTANCE_ID
from page import ROOT, Page, yaml_of

FOLDER = ROOT / "examples" / "cloudformation"
SAML_INSTANCE_ID = "aaaaaaaa-1111-1111-1111-111111111111"
TEMPLATES = sorted([*FOLDER.glob("[!s]*.yaml"), FOLDER / "saml.yaml", ROOT / "examples" / "sam" / "template.yaml"])


@pytest.fixture(scope="module")
def page(shells):
    """The page and a shell in the repository's root, where its commands run."""
    return Page("cloudformation"), shells(".")


def names(template):
    """The names of the users of a template that has no loops."""
    resources = yaml_of(FOLDER / template)["Resources"].values()
    return [each["Properties"]["Username"] for each in resources if each["Type"] == "AWS::Connect::User"]


def test_one_agent_then_drift_seen_and_undone(page, users, stack, gone):
    page, shell = page
    deploy, change, events = page.commands("One agent")
    assert "Successfully created/updated stack - agent" in shell.run(deploy)
    made = users("emmy.noether")
    assert made["PhoneConfig"]["AfterContactWorkTimeLimit"] == 30
    shell.run(change)
    changed = users("emmy.noether")
    assert changed["Id"] == made["Id"]
    assert changed["PhoneConfig"]["AfterContactWorkTimeLimit"] == 60
    told = shell.run(events).splitlines()
    assert told[0].split() == ["agent", "UPDATE_COMPLETE"]
    assert told[-1].split()[0] == "agent"

    agent, hand, detect, wait, differences, *undo, look, delete = page.commands("Drift")
    for command in (agent, hand, detect):
        shell.run(command)
    assert shell.run(wait) == "DETECTION_COMPLETE"
    (difference,) = json.loads(shell.run(differences))
    assert difference["PropertyPath"] == "/PhoneConfig/AfterContactWorkTimeLimit"
    assert (difference["ExpectedValue"], difference["ActualValue"]) == ("60", "300")
    said = [shell.run(command) for command in undo]
    assert "AfterContactWorkTimeLimit" in said[2]
    assert json.loads(shell.run(look))["AfterContactWorkTimeLimit"] == 60
    shell.run(delete)
    gone("agent")
    assert users("emmy.noether") is None


def test_four_kinds_of_users(page, users, gone):
    page, shell = page
    deploy, events, delete = page.commands("The four kinds of users")
    assert "Successfully created/updated stack - users" in shell.run(deploy)
    assert "No changes to deploy" in shell.run(f"{deploy} --no-fail-on-empty-changeset")
    assert "ROLLBACK" not in shell.run(events)
    made = {name: users(name) for name in names("users.yaml")}
    assert made["ada.lovelace"]["IdentityInfo"]["Email"] == "ada@example.com"
    assert made["grace.hopper"]["HierarchyGroupId"] == "44444444-4444-4444-4444-444444444444"
    assert len(made["grace.hopper"]["SecurityProfileIds"]) == 2
    assert made["alan.turing"]["PhoneConfig"]["PhoneType"] == "DESK_PHONE"
    shell.run(delete)
    gone("users")
    assert not any(users(name) for name in names("users.yaml"))


def test_contact_centre_from_nothing(page, users, gone, connect):
    page, shell = page
    deploy, exports, delete = page.commands("A contact centre")
    assert "Successfully created/updated stack - centre" in shell.run(deploy)
    name, arn = shell.run(exports).split()
    assert name == "centre-instance"
    instance = arn.rpartition("/")[2]
    agent = users("max.planck", instance)
    queues = connect.list_routing_profile_queues(InstanceId=instance, RoutingProfileId=agent["RoutingProfileId"])
    assert [queue["QueueName"] for queue in queues["RoutingProfileQueueConfigSummaryList"]] == ["Support"]
    group = connect.describe_user_hierarchy_group(InstanceId=instance, HierarchyGroupId=agent["HierarchyGroupId"])
    assert group["HierarchyGroup"]["Name"] == "Berlin"
    skills = connect.list_user_proficiencies(InstanceId=instance, UserId=agent["Id"])["UserProficiencyList"]
    assert [(skill["AttributeName"], skill["Level"]) for skill in skills] == [("Spoken language", 5)]
    shell.run(delete)
    gone("centre")
    assert arn not in [each["Arn"] for each in connect.list_instances()["InstanceSummaryList"]]


def test_team_by_loop_changes_only_who_comes_and_goes(page, users, gone):
    page, shell = page
    first, second, outputs, delete = page.commands("A team")
    shell.run(first)
    before = {name: users(f"team.{name}") for name in ("Sofia", "Srinivasa", "Katherine")}
    assert all(before.values())
    shell.run(second)
    assert users("team.Sofia") is None
    assert users("team.Ada")["IdentityInfo"]["FirstName"] == "Ada"
    assert {name: users(f"team.{name}")["Id"] for name in ("Srinivasa", "Katherine")} == {
        name: before[name]["Id"] for name in ("Srinivasa", "Katherine")
    }
    assert set(shell.run(outputs).split()) == {"ArnSrinivasa", "ArnKatherine", "ArnAda"}
    shell.run(delete)
    gone("team")
    assert users("team.Ada") is None


def test_password_from_the_secret_by_a_template_in_s3(page, users, gone, client, calls):
    page, shell = page
    bucket, deploy, body, delete = page.commands("The password")
    shell.run(bucket)
    assert "Successfully created/updated stack - password" in shell.run(deploy)
    (stored,) = client("s3").list_objects_v2(Bucket="templates")["Contents"]
    assert stored["Key"].endswith(".template")
    secret = yaml_of(FOLDER / "secrets.yaml")
    password = secret["secretsmanager"]["connect/first-password"]["password"]
    profile = secret["ssm"]["/connect/agent-security-profile"]
    assert users("rosalind.franklin")["SecurityProfileIds"] == [profile.rpartition("/")[2]]
    assert "{{resolve:secretsmanager:" in shell.run(body)
    assert password not in shell.run("aws cloudformation describe-stack-events --stack-name password")
    assert "CreateUser" in [call["operation"] for call in calls()]
    shell.run(delete)
    gone("password")


def test_saml_without_a_password(page, users, gone):
    page, shell = page
    deploy, delete = page.commands("SAML")
    shell.run(deploy)
    made = users("hedy.lamarr@example.com", SAML_INSTANCE_ID)
    assert made["IdentityInfo"]["SecondaryEmail"] == "hedy@example.com"
    shell.run(delete)
    gone("saml")
    assert users("hedy.lamarr@example.com", SAML_INSTANCE_ID) is None


def test_import_of_a_user_made_by_hand(page, users, gone, connect):
    page, shell = page
    commands = page.commands("Import")
    position = next(n for n, command in enumerate(commands) if " describe-stack-resources " in command)
    for command in commands[:2]:
        shell.run(command)
    before = users("by.hand")
    for command in commands[2:position]:
        shell.run(command)
    assert shell.run(commands[position]).split()[1] in ("IMPORT_COMPLETE", "UPDATE_COMPLETE")
    assert "Password" not in (ROOT / "target" / "import" / "staff.yaml").read_text(encoding="utf-8")
    after = users("by.hand")
    assert {key: after[key] for key in before if key not in ("Tags", "LastModifiedTime")} == {
        key: before[key] for key in before if key not in ("Tags", "LastModifiedTime")
    }
    assert after["Tags"]["Team"] == "Berlin"
    for command in commands[position + 1 :]:
        shell.run(command)
    gone("staff")
    assert users("by.hand")["Id"] == before["Id"]
    connect.delete_user(InstanceId=INSTANCE_ID, UserId=before["Id"])


def test_check_commands_of_the_page_find_nothing(page):
    page, shell = page
    folder, lint, validate = page.commands("Check before")
    shell.run(folder)
    assert shell.run(lint) == ""
    assert shell.run(validate) == "1 checked, nothing wrong"


def test_every_template_is_clean_for_both_checkers(page):
    page, shell = page
    shell.run(page.commands("Check before")[0])
    files = " ".join(str(template) for template in TEMPLATES)
    assert shell.run(f"tools/py cfn-lint --registry-schemas target/schemas --template {files}") == ""
    assert shell.run(f"tools/validate {files}") == f"{len(TEMPLATES)} checked, nothing wrong"


@pytest.mark.parametrize("checker", ["tools/py cfn-lint --registry-schemas target/schemas --template", "tools/validate"])
def test_checkers_know_the_schema_of_this_repository(page, tmp_path, checker):
    page, shell = page
    shell.run(page.commands("Check before")[0])
    wrong = tmp_path / "wrong.yaml"
    right = (FOLDER / "agent.yaml").read_text(encoding="utf-8")
    wrong.write_text(right.replace("emmy.noether", "emmy noether"), encoding="utf-8")
    code, output = shell.attempt(f"{checker} {wrong}")
    assert code != 0
    assert r"[a-zA-Z0-9\_\-\.\@]+".replace("\\", "") in output.replace("\\", "")


def test_validate_without_a_template_says_how_it_is_used():
    done = subprocess.run([ROOT / "tools" / "validate"], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "usage: tools/validate TEMPLATE..." in done.stderr
