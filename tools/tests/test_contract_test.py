import http.server
import json
import os
import socket
import threading
from unittest import mock

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


@pytest.fixture
def shell(monkeypatch):
    """Run the contract tests by a CLI that says which settings it has; what a shell has set is given."""

    def run(**variables):
        of_a_shell = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | variables
        seen = {}
        monkeypatch.setattr(contract_test.cli, "main", lambda arguments: seen.update(os.environ))
        monkeypatch.setattr(contract_test.boto_helpers, "get_service_endpoint", None)
        with mock.patch.dict(os.environ, of_a_shell, clear=True), socket.create_server(("127.0.0.1", 0)) as server:
            contract_test.main(["--endpoint", f"http://127.0.0.1:{server.getsockname()[1]}"])
        return seen

    return run


@pytest.mark.parametrize("variables", [{}, {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}])
@pytest.mark.parametrize("profile", ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"])
def test_main_profile_with_an_empty_name_is_none(shell, profile, variables):
    seen = shell(**{profile: ""}, **variables)
    assert profile not in seen
    assert seen["AWS_ACCESS_KEY_ID"] == variables.get("AWS_ACCESS_KEY_ID", "AKIDLOCAL")


def test_main_leaves_the_environment_of_other_tests_alone(shell):
    before = dict(os.environ)
    shell(AWS_PROFILE="")
    assert dict(os.environ) == before


def test_main_session_of_other_keys_does_not_go_with_ours(shell):
    assert "AWS_SESSION_TOKEN" not in shell(AWS_SESSION_TOKEN="old")


SESSION_OVER = """[profile work]
sso_session = office
sso_account_id = 123456789012
sso_role_name = Reader
[sso-session office]
sso_region = us-east-1
sso_start_url = http://127.0.0.1:9/start
"""
PROGRAM_MISSING = "[profile work]\ncredential_process = /nowhere/x\n"
PROGRAM_SAYS_OTHER = "[profile work]\ncredential_process = echo hello\n"
ROLE = """[profile work]
role_arn = arn:aws:iam::123456789012:role/work
source_profile = keys
[profile keys]
aws_access_key_id = key
aws_secret_access_key = secret
"""


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ("", "could not be found"),
        (SESSION_OVER, "SSO"),
        ("[profile work]\nregion = us-east-1\n", "nothing names any"),
        (PROGRAM_MISSING, "/nowhere/x"),
        (PROGRAM_SAYS_OTHER, "Expecting value"),
    ],
)
@pytest.mark.parametrize("name", ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"])
def test_main_profile_without_credentials_refused_in_words(shell, tmp_path, name, config, why):
    write(tmp_path, "config", content=config)
    files = {"AWS_CONFIG_FILE": str(tmp_path / "config"), "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    with pytest.raises(SystemExit, match=f"^contract-test: {name} work has no credentials .*{why}.*; unset it") as end:
        shell(**{name: "work"}, HOME=str(tmp_path), **files)
    assert "\n" not in end.value.code


class Refusing(http.server.BaseHTTPRequestHandler):
    """STS that gives nobody a role."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b"<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>"
        self.send_response(403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing."""


def test_main_profile_whose_role_is_refused_refused_in_words(shell, tmp_path):
    write(tmp_path, "config", content=ROLE)
    files = {"AWS_CONFIG_FILE": str(tmp_path / "config"), "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as sts:
        threading.Thread(target=sts.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{sts.server_port}"
        with pytest.raises(SystemExit, match=r"^contract-test: AWS_PROFILE work has no credentials .*not you"):
            shell(AWS_PROFILE="work", AWS_ENDPOINT_URL_STS=address, **files)
        sts.shutdown()


def test_main_key_without_its_secret_refused_in_words(shell):
    with pytest.raises(SystemExit, match=r"no credentials .*AWS_SECRET_ACCESS_KEY.*; set AWS_ACCESS_KEY_ID and"):
        shell(AWS_ACCESS_KEY_ID="key", AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_CONFIG_FILE=os.devnull)
