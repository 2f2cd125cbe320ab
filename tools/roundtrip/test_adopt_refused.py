"""What cannot be adopted is said in words, and nothing is written."""

import http.server
import threading

import pytest
from crowd import INSTANCE, INSTANCE_ID, REGION


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("elsewhere",), 2, ("no instance elsewhere", REGION, f"{INSTANCE_ID} (crowd)")),
        ((INSTANCE_ID.replace("5a", "6b"),), 2, ("no instance 6b", "crowd")),
        ((INSTANCE.replace("eu-central-1", "us-east-1"),), 2, ("no instance arn:", "crowd")),
        (("crowd", "--username", "nobody*"), 1, ("no user", "a user name like nobody*")),
        (("crowd", "--with-child-groups"), 2, ("--with-child-groups needs --group",)),
        (("crowd", "--group", "Rome"), 2, ("no hierarchy group Rome", "Berlin", "Hamburg")),
        (("crowd", "--tag", "=x"), 2, ("--tag must be KEY or KEY=VALUE",)),
        (("crowd", "--per-stack", "501"), 2, ("from 1 to 500",)),
        (("crowd", "--stack-name", "1st"), 2, ("a letter first, not 1st",)),
        (("crowd", "--stack-name", "a" * 121), 2, ("at most 120",)),
        (("crowd", "--type", "Acme::Connect::User"), 2, ("no type Acme::Connect::User", "--type")),
        (("crowd", "--to", "terraform", "--type", "Acme::Connect::User"), 2, ("awscc knows AWS::Connect::User",)),
        (("crowd", "--to", "terraform", "--per-stack", "9"), 2, ("--per-stack is about stacks, and --to terraform",)),
        (("crowd", "--to", "terraform", "--stack-name", "staff"), 2, ("--stack-name is about stacks",)),
        (("crowd", "--endpoint", "http://127.0.0.1:9"), 1, ("no answer at http://127.0.0.1:9",)),
        (("crowd", "--profile", "nobody"), 2, ("nobody", "--profile")),
    ],
)
def test_what_cannot_be_is_said(adopt, tmp_path, arguments, code, words):
    done = adopt(*arguments, code=code)
    for word in words:
        assert word in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def web_page():
    """The address of a server that answers everything with a page."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html><body>Welcome</body></html>")

        do_POST = do_GET

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


@pytest.mark.parametrize(
    ("instance", "operation", "member"),
    [(INSTANCE_ID, "DescribeInstance", "Instance"), ("crowd", "ListInstances", "InstanceSummaryList")],
)
def test_server_that_is_no_connect_is_said(adopt, web_page, instance, operation, member):
    said = adopt(instance, "--endpoint", web_page, code=1).stderr
    assert f"no Connect at {web_page}: its answer to {operation} has no {member}" in said


@pytest.mark.parametrize(
    "changed",
    [{"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, {"AWS_SECRET_ACCESS_KEY": ""}],
    ids=["none", "half"],
)
def test_no_credentials_says_which_and_what_an_emulator_takes(adopt, changed):
    said = adopt("crowd", "--dry-run", code=2, changed=changed).stderr
    assert "no credentials" in said
    assert "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for an emulator to any value" in said
    assert "--region" not in said


def test_no_access_names_the_operation(adopt, admin, tmp_path):
    admin(
        "POST", "faults", {"service": "connect", "operation": "ListUsers", "kind": "access-denied", "times": "forever"}
    )
    try:
        done = adopt("crowd", code=1)
    finally:
        admin("DELETE", "faults")
    assert "no access: ListUsers" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_there_is_left_alone(adopt, tmp_path):
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "mine.txt").write_text("mine", encoding="utf-8")
    assert "is there already" in adopt("crowd", "--out", "code", code=2).stderr
    assert [file.name for file in tmp_path.rglob("*")] == ["code", "mine.txt"]
