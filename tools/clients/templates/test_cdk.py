"""The page of examples/cdk with the real CDK CLI: both ways to deploy, drift, import, migrate, destroy."""

import json
import re
import shutil

import pytest
from conftest import INSTANCE_ID
from page import ROOT

STACK = "cdk-users"


@pytest.fixture(scope="module")
def page(pages):
    """The page and a shell in its folder, which has nothing of an earlier run."""
    shutil.rmtree(ROOT / "examples" / "cdk" / "cdk.out", ignore_errors=True)
    return pages("cdk")


def level(client, user):
    """How well a user speaks English."""
    arguments = {"InstanceId": user["Arn"].split("/")[1], "UserId": user["Id"]}
    (proficiency,) = client("connect").list_user_proficiencies(**arguments)["UserProficiencyList"]
    return proficiency["Level"]


def operations(client_requests):
    """What CloudFormation was asked."""
    return [call["operation"] for call in client_requests if call["service"] == "cloudformation"]


def test_synthesized_template_is_clean_for_both_checkers_and_one_that_breaks_the_schema_is_not(page):
    page, shell = page
    synth, schemas, lint, validate = page.commands("Check before")
    checked = f"CDK_VALIDATION=true {synth}"
    assert "Warning" not in shell.run(checked)
    shell.run(schemas)
    assert shell.run(lint) == ""
    assert shell.run(validate) == "1 checked, nothing wrong"
    assert "11 is greater than the maximum of 10" in shell.run(f"{checked} -c level=11")
    for checker in (lint, validate):
        code, output = shell.attempt(checker)
        assert code != 0
        assert re.search(r"11 .*(maximum|greater)", output), output


def test_account_and_region_are_those_of_the_credentials_unless_others_are_given(page):
    page, shell = page
    synth = page.commands("Check before")[0]
    manifest = ROOT / "examples" / "cdk" / "cdk.out" / "manifest.json"
    for command, place in {
        synth: "aws://123456789012/us-east-1",
        f"AWS_REGION=eu-west-2 AWS_DEFAULT_REGION=eu-west-2 {synth}": "aws://123456789012/eu-west-2",
        f"{synth} -c account=111122223333 -c region=eu-central-1": "aws://111122223333/eu-central-1",
    }.items():
        shell.run(command)
        made = json.loads(manifest.read_text(encoding="utf-8"))["artifacts"][STACK]
        assert made["environment"] == place


def test_deploy_by_change_set_then_compared_then_directly(page, users, client, stack, calls):
    page, shell = page
    deploy, diff, change = page.commands("Deploy, compare, change")
    first = shell.run(deploy)
    assert f"✅  {STACK}" in first
    assert {"CreateChangeSet", "ExecuteChangeSet"} <= set(operations(calls()))
    assert stack(STACK) == "CREATE_COMPLETE"
    made = users("barbara.liskov")
    assert level(client, made) == 4
    assert users("frances.allen")["Tags"]["Team"] == "Berlin"
    body = client("cloudformation").get_template(StackName=STACK)["TemplateBody"]
    assert "Passw0rdFromSecret" not in json.dumps(body)

    shown = shell.run(diff)
    assert '"Level": 4' in shown
    assert '"Level": 5' in shown
    assert "Number of stacks with differences: 1" in shown
    left = client("cloudformation").list_change_sets(StackName=STACK)["Summaries"]
    assert {each["ChangeSetName"] for each in left} <= {"cdk-deploy-change-set"}
    assert level(client, made) == 4

    assert f"✅  {STACK}" in shell.run(change)
    assert "UpdateStack" in operations(calls())
    assert level(client, made) == 5
    assert users("barbara.liskov")["Id"] == made["Id"]


def test_drift_is_seen_and_undone(page, users):
    page, shell = page
    agent, supervisor, drift, revert, again = page.commands("Drift")
    shell.run(agent)
    shell.run(supervisor)
    assert users("barbara.liskov")["IdentityInfo"]["Email"] == "other@example.com"
    seen = shell.run(drift)
    assert "other@example.com" in seen
    assert "barbara@example.com" in seen
    assert "1 resource" in seen or "resources with drift: 1" in seen
    assert f"✅  {STACK}" in shell.run(revert)
    assert users("barbara.liskov")["IdentityInfo"]["Email"] == "barbara@example.com"
    assert "No drift detected" in shell.run(again)


def test_revert_drift_makes_again_what_was_deleted_and_a_plain_deploy_sees_nothing(page, users, connect):
    page, shell = page
    *_, revert, again = page.commands("Drift")
    agent, supervisor = users("barbara.liskov"), users("frances.allen")
    level_of = {"AttributeName": "Language", "AttributeValue": "English", "Level": 1}
    connect.update_user_proficiencies(InstanceId=INSTANCE_ID, UserId=agent["Id"], UserProficiencies=[level_of])
    other = {"RoutingProfileId": "22222222-2222-2222-2222-000000000002"}
    connect.update_user_routing_profile(InstanceId=INSTANCE_ID, UserId=agent["Id"], **other)
    connect.delete_user(InstanceId=INSTANCE_ID, UserId=supervisor["Id"])
    assert "(no changes)" in shell.run(revert.replace(" --revert-drift", ""))
    assert users("frances.allen") is None
    assert f"✅  {STACK}" in shell.run(revert)
    assert users("barbara.liskov")["RoutingProfileId"] == agent["RoutingProfileId"]
    assert users("barbara.liskov")["Id"] == agent["Id"]
    made = users("frances.allen")
    assert made["Id"] != supervisor["Id"]
    kept = ("HierarchyGroupId", "IdentityInfo", "PhoneConfig", "SecurityProfileIds", "Tags")
    assert {name: made[name] for name in kept} == {name: supervisor[name] for name in kept}
    assert "No drift detected" in shell.run(again)


def test_import_takes_over_a_user_made_by_hand(page, users, client):
    page, shell = page
    folder, hand, take_over = page.commands("Import")
    shell.run(folder)
    shell.run(hand)
    before = users("made.by.hand")
    assert "Import operation complete" in shell.run(take_over)
    resource = client("cloudformation").describe_stack_resource(StackName=STACK, LogicalResourceId="Existing")
    assert resource["StackResourceDetail"]["PhysicalResourceId"] == before["Arn"]
    assert users("made.by.hand") == before | {
        key: value for key, value in users("made.by.hand").items() if key in ("Tags", "LastModifiedTime")
    }


def test_migrate_writes_an_app_from_users_without_a_stack(page, connect, plain, users):
    page, shell = page
    made = connect.create_user(
        InstanceId=plain["InstanceArn"].rpartition("/")[2],
        Username="to.migrate",
        Password="Password123",
        IdentityInfo=plain["IdentityInfo"],
        PhoneConfig={"PhoneType": "SOFT_PHONE"},
        RoutingProfileId=plain["RoutingProfileArn"].rpartition("/")[2],
        SecurityProfileIds=[arn.rpartition("/")[2] for arn in plain["SecurityProfileArns"]],
    )
    try:
        scan, migrate = page.commands("An app from what is there")
        shell.run(scan)
        shell.run("export PIP_NO_INDEX=1")  # the app is read here, not run: its packages need not be fetched
        shell.run(migrate)
        app = ROOT / "examples" / "cdk" / "cdk.out" / "staff"
        (written,) = app.glob("*/*_stack.py")
        source = written.read_text(encoding="utf-8")
        assert "connect.CfnUser(" in source
        assert "to.migrate" in source
        known = json.loads((app / "migrate.json").read_text(encoding="utf-8"))["Resources"]
        assert made["UserArn"] in [each["ResourceIdentifier"].get("UserArn") for each in known]
    finally:
        connect.delete_user(InstanceId=plain["InstanceArn"].rpartition("/")[2], UserId=made["UserId"])


def test_destroy_deletes_all_but_what_was_taken_over(page, users, stack, connect):
    page, shell = page
    (destroy,) = page.commands("Away with it")
    shell.run(destroy)
    assert stack(STACK) is None
    assert [users(name) for name in ("barbara.liskov", "frances.allen")] == [None, None]
    kept = users("made.by.hand")  # `cdk import` gives what it imports the DeletionPolicy Retain
    connect.delete_user(InstanceId=kept["Arn"].split("/")[1], UserId=kept["Id"])


def test_guide_for_ci_deploys_settles_and_leaves_nothing(pages, users, stack):
    page, shell = pages("guide/cdk.md")
    synth, deploy, diff, drift, destroy = page.commands("CDK in CI")
    shell.run(synth)
    assert f"✅  {STACK}" in shell.run(deploy)
    made = users("barbara.liskov")
    assert "Number of stacks with differences: 0" in shell.run(diff)
    assert "No drift detected" in shell.run(drift)
    assert users("barbara.liskov")["Id"] == made["Id"]
    shell.run(destroy)
    assert users("barbara.liskov") is None
    assert stack(STACK) is None


def test_import_by_a_generated_template(pages, users, gone, connect):
    page, shell = pages("cloudformation")
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
