import json
import socket

import pytest

from workbench import contract_test
from workbench.contract_test import Refusal


def write(folder, *names, content="{}"):
    for name in names:
        (folder / name).write_text(content)


def test_split_everything_after_the_dashes_is_for_pytest():
    assert contract_test.split(["--endpoint", "e", "--", "-k", "x"]) == (["--endpoint", "e"], ["-k", "x"])


def test_check_inputs_contiguous_sets_accepted(tmp_path):
    write(tmp_path, *(f"inputs_{n}_{kind}.json" for n in (1, 2) for kind in ("create", "update", "invalid")))
    contract_test.check_inputs(tmp_path)


def test_check_inputs_missing_folder_refused(tmp_path):
    with pytest.raises(Refusal, match="no such folder"):
        contract_test.check_inputs(tmp_path / "nowhere")


def test_check_inputs_empty_folder_refused(tmp_path):
    with pytest.raises(Refusal, match=r"no inputs_1_create\.json"):
        contract_test.check_inputs(tmp_path)


def test_check_inputs_gap_that_the_cli_would_stop_at_refused(tmp_path):
    write(tmp_path, "inputs_1_create.json", "inputs_1_update.json", "inputs_3_create.json")
    with pytest.raises(Refusal, match=r"no inputs_2_create\.json"):
        contract_test.check_inputs(tmp_path)


def test_check_inputs_tenth_set_that_the_cli_would_mix_with_the_first_refused(tmp_path):
    write(tmp_path, *(f"inputs_{n}_create.json" for n in range(1, 11)))
    with pytest.raises(Refusal, match="at most 9"):
        contract_test.check_inputs(tmp_path)


def test_check_inputs_no_update_file_said_beforehand(tmp_path, capsys):
    write(tmp_path, "inputs_1_create.json")
    contract_test.check_inputs(tmp_path)
    assert "no inputs_1_update.json" in capsys.readouterr().err


@pytest.mark.parametrize(("content", "expected"), [("{", "not JSON"), ("[]", "not a JSON object")])
def test_check_inputs_malformed_file_refused_by_name(tmp_path, content, expected):
    write(tmp_path, "inputs_1_create.json", content=content)
    with pytest.raises(Refusal, match=f"inputs_1_create.json is {expected}"):
        contract_test.check_inputs(tmp_path)


def test_schema_of_type_of_the_settings(tmp_path):
    write(tmp_path, ".rpdk-config", content=json.dumps({"typeName": "Acme::Connect::User"}))
    with pytest.raises(Refusal, match=r"acme-connect-user\.json is missing"):
        contract_test.schema_of(tmp_path)
    write(tmp_path, "acme-connect-user.json")
    assert contract_test.schema_of(tmp_path) == tmp_path / "acme-connect-user.json"


def test_schema_of_folder_that_is_no_project_refused(tmp_path):
    with pytest.raises(Refusal, match=r"no \.rpdk-config"):
        contract_test.schema_of(tmp_path)
    write(tmp_path, ".rpdk-config", content="[]")
    with pytest.raises(Refusal, match="not JSON with a typeName"):
        contract_test.schema_of(tmp_path)


def test_reachable_listening_port_without_the_trailing_slash():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        assert contract_test.reachable(f"{address}/") == address


def test_reachable_closed_port_names_the_way_to_start():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Refusal, match="emulator/bin/emulator"):
        contract_test.reachable(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("endpoint", ["127.0.0.1:4566", "ftp://127.0.0.1", "http://", "http://127.0.0.1:port", ""])
def test_reachable_malformed_endpoint_refused(endpoint):
    with pytest.raises(Refusal, match="is not an address"):
        contract_test.reachable(endpoint)


NUMBERS = {
    "definitions": {"Level": {"type": "number"}, "Skill": {"properties": {"Level": {"$ref": "#/definitions/Level"}}}},
    "properties": {
        "Skills": {"items": {"$ref": "#/definitions/Skill"}},
        "Seconds": {"type": "integer"},
        "On": {"type": "boolean"},
    },
}


def test_normalised_numbers_in_the_form_that_the_provider_shows():
    given = {"Skills": [{"Level": 2, "Name": "x"}], "Seconds": 30.0, "On": True, "Unknown": [1, {"a": 2}]}
    text = json.dumps(contract_test.normalised(given, NUMBERS, NUMBERS))
    assert text == '{"Skills": [{"Level": 2.0, "Name": "x"}], "Seconds": 30, "On": true, "Unknown": [1, {"a": 2}]}'


TAGGED = {"tagging": {"taggable": True, "tagProperty": "/properties/Labels"}}


def test_check_tags_missing_refused_by_file_and_property(tmp_path):
    write(tmp_path, "inputs_1_create.json", content='{"Labels": []}')
    write(tmp_path, "inputs_2_create.json", "inputs_2_update.json")
    with pytest.raises(Refusal, match=r"inputs_2_create\.json has no Labels, .*\"Labels\": \[\{"):
        contract_test.check_tags(tmp_path, TAGGED)


@pytest.mark.parametrize("schema", [{}, {"tagging": {"taggable": False}}])
def test_check_tags_type_without_tags_needs_none(tmp_path, schema):
    write(tmp_path, "inputs_1_create.json")
    contract_test.check_tags(tmp_path, schema)
