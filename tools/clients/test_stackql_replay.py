"""StackQL's statements of the seed page as the requests that were recorded, and the answers that it needs."""

import json
import time
import uuid

import pytest
import stackql
import yaml
from control import Refused, absent, checked, finished, get
from names import EXAMPLES, SCHEMA, snake

FOLDER = EXAMPLES / "stackql"
COLUMNS = {snake(name) for name in SCHEMA["properties"]} | {"region"}


def until(condition):
    """Wait for what StackQL does not wait for."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it did not come about within a minute"
        time.sleep(0.1)


def usernames():
    rows = stackql.run(stackql.statements((FOLDER / "select.iql").read_text(encoding="utf-8"))[0])
    return {
        json.loads(row["ResourceDescription"]["Properties"])["Username"]: row["ResourceDescription"]["Identifier"]
        for row in rows
    }


def test_insert_select_update_delete_of_the_example(connect):
    name = f"stackql.{uuid.uuid4().hex[:8]}"
    stack = stackql.deployed(FOLDER, Username=name)
    assert list(stack) == ["exists", "create", "exports", "update", "delete"]
    assert stackql.rows(stack["exists"]) == [{"count": 0}]
    assert stackql.rows(stack["exports"]) == []
    event = checked(stackql.run(stack["create"])[0]["ProgressEvent"])
    assert event["Operation"] == "CREATE"
    until(lambda: stackql.rows(stack["exports"]) != [])
    (exported,) = stackql.rows(stack["exports"])
    user = exported["user_arn"]
    assert usernames()[name] == user
    assert stackql.rows(stack["exists"]) == [{"count": 1}]

    one = stackql.statements((FOLDER / "select.iql").read_text(encoding="utf-8"))[1]
    until(lambda: "UserProficiencies" in get(user))
    row = stackql.run(one, user)[0]["ResourceDescription"]
    properties = {snake(name): value for name, value in json.loads(row["Properties"]).items()}
    shown = {column: properties.get(column) for column in one.columns}
    assert shown["user_arn"] == user
    assert shown["password"] is None
    assert shown["user_proficiencies"] == [{"AttributeName": "Language", "AttributeValue": "English", "Level": 4}]
    assert shown["phone_config"].items() >= {"PhoneType": "SOFT_PHONE", "AutoAccept": True}.items()

    more = stackql.deployed(FOLDER, Username=name, Tags=[{"Key": "Team", "Value": "Hamburg"}], user_arn=user)
    event = checked(stackql.run(more["update"])[0]["ProgressEvent"])
    assert (event["Operation"], event["Identifier"]) == ("UPDATE", user)
    until(lambda: get(user)["Tags"] == [{"Key": "Team", "Value": "Hamburg"}])
    until(lambda: deleted(more["delete"]))  # one writer at a time: the update may not be over yet
    until(lambda: absent(user))
    assert stackql.rows(stack["exists"]) == [{"count": 0}]


def deleted(statement):
    """Whether the statement was accepted; another request for the same user may still be under way."""
    try:
        event = checked(stackql.run(statement)[0]["ProgressEvent"])
    except Refused as refusal:
        assert refusal.type == "ConcurrentOperationException", refusal
        return False
    assert event["Operation"] == "DELETE"
    return True


def test_columns_of_every_statement_are_the_type_s():
    selects = stackql.statements((FOLDER / "select.iql").read_text(encoding="utf-8"))
    assert [each.kind for each in selects] == ["SELECT", "SELECT"]
    for select in selects:
        assert set(select.columns) <= COLUMNS
    insert = stackql.deployed(FOLDER)["create"]
    assert set(insert.columns) - {"region"} <= set(SCHEMA["properties"])
    assert set(SCHEMA["required"]) <= set(insert.columns)


def test_insert_of_the_generated_page_without_password_refused_where_connect_manages_identities():
    insert = stackql.deployed(FOLDER, Username=f"stackql.{uuid.uuid4().hex[:8]}")["create"]
    del insert.values["Password"]
    event = finished(stackql.run(insert)[0])
    assert event["OperationStatus"] == "FAILED"
    assert "assword" in event["StatusMessage"]


def test_exports_are_those_that_the_manifest_names():
    manifest = yaml.safe_load((FOLDER / "stackql_manifest.yml").read_text(encoding="utf-8"))
    assert manifest["resources"][0]["exports"] == stackql.deployed(FOLDER)["exports"].columns


def test_insert_of_a_wrong_column_400_for_stackql_looks_at_nothing_else():
    insert = stackql.deployed(FOLDER)["create"]
    insert.values["Nickname"] = "x"
    with pytest.raises(Refused) as refusal:
        stackql.run(insert)
    assert refusal.value.status == 400
    assert "Nickname" in refusal.value.message


def test_select_of_a_missing_user_400_not_found():
    one = stackql.statements((FOLDER / "select.iql").read_text(encoding="utf-8"))[1]
    missing = stackql.deployed(FOLDER)["create"].values["InstanceArn"] + "/agent/00000000-0000-0000-0000-000000000000"
    with pytest.raises(Refused) as refusal:
        stackql.run(one, missing)
    assert refusal.value.type == "ResourceNotFoundException"
