"""The page of examples/sam with the real SAM CLI: deployed through S3, changed, deleted, nothing left."""

import pytest

BUCKET = "sam-templates"


@pytest.fixture(scope="module")
def typed(pages, users, client):
    """Type the page's commands; keep what each printed and what was there after it."""
    page, shell = pages("sam")
    bucket, first, second, delete = page.commands("SAM CLI")
    shell.run(bucket)
    said = {"create": shell.run(first)}
    objects = client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])
    seen = {"create": users("donald.knuth"), "desk": users("edsger.dijkstra"), "objects": objects}
    said["update"] = shell.run(second)
    seen["update"] = users("donald.knuth")
    said["nothing"] = shell.run(second)
    said["delete"] = shell.run(delete)
    return said, seen


def test_deploy_makes_the_users_of_the_template(typed):
    said, seen = typed
    assert "Successfully created/updated stack - sam-users" in said["create"]
    assert seen["create"]["IdentityInfo"]["Email"] == "donald@example.com"
    assert seen["desk"]["PhoneConfig"]["DeskPhoneNumber"] == "+4930123456"
    assert "Passw0rd1" not in said["create"]


def test_deploy_hands_the_template_over_by_s3(typed):
    _, seen = typed
    assert [each["Key"].split("/")[0] for each in seen["objects"]] == ["users"]


def test_deploy_again_shows_the_change_and_makes_it_in_place(typed):
    said, seen = typed
    rows = [line.split() for line in said["update"].splitlines() if line.startswith("* Modify")]
    assert [row[2] for row in rows] == ["Agent"]
    assert "False" in said["update"].split("* Modify")[1].splitlines()[0]
    assert seen["update"]["Id"] == seen["create"]["Id"]


def test_deploy_of_nothing_new_is_no_failure(typed):
    assert "No changes to deploy" in typed[0]["nothing"]


def test_delete_leaves_neither_users_nor_template(typed, users, stack, client):
    said, _ = typed
    assert "Deleted successfully" in said["delete"]
    assert stack("sam-users") is None
    assert users("donald.knuth") is None
    assert "Contents" not in client("s3").list_objects_v2(Bucket=BUCKET)
