"""The same life once more, as an AWS user would type it: the AWS CLI on the Cloud Control API."""

import json
import subprocess
import sys
import time

from workbench import emulator
from workbench.repository import isolated_environment
from workbench.steps import StepFailed, counted, expect, say
from workbench.type_name import OWN

AWS = (sys.executable, "-m", "awscli")
PATIENCE_SECONDS = 120
PATCH = [
    {
        "op": "add",
        "path": "/UserProficiencies",
        "value": [{"AttributeName": "Language", "AttributeValue": "German", "Level": 5}],
    }
]


class AwsStory:
    """Create, get, update, list and delete a user with `aws cloudcontrol`."""

    def __init__(self, address):
        self._address = address
        self._environment = isolated_environment() | {"AWS_ENDPOINT_URL": address}
        self._seen = 0

    def tell(self, properties):
        """Run the operations for a user like this one, under a name of its own."""
        desired = properties | {"Username": f"demo-cli-{int(time.time())}"}
        say("demo: the same through the Cloud Control API, as Terraform, Pulumi and the AWS CLI do it")
        self._type(f"create-resource --type-name {OWN} --desired-state file://user.json")
        event = self._ended(self._run("create-resource", "--desired-state", json.dumps(desired)))
        user = event["Identifier"]
        self._note(f"user {desired['Username']} exists: {user}")
        self._calls()

        self._type(f"update-resource --identifier ARN --patch-document '{json.dumps(PATCH)}'")
        self._ended(self._run("update-resource", "--identifier", user, "--patch-document", json.dumps(PATCH)))
        self._calls()

        self._type("get-resource --identifier ARN")
        answer = self._run("get-resource", "--identifier", user)
        shown = json.loads(answer["ResourceDescription"]["Properties"])
        expect(shown.get("UserProficiencies") == PATCH[0]["value"], f"no proficiency in {shown}")
        expect("Password" not in shown, "a password is shown")
        self._note(f"it speaks German, level 5; shown are {', '.join(sorted(shown))}, and never the password")

        self._type("list-resources")
        listed = self._run("list-resources")["ResourceDescriptions"]
        expect(user in {each["Identifier"] for each in listed}, "the user is not listed")
        self._note(f"{counted(len(listed), 'user')} in all instances, ours among them")

        self._type("delete-resource --identifier ARN")
        self._ended(self._run("delete-resource", "--identifier", user))
        self._calls()
        failed = self._aws("get-resource", "--type-name", OWN, "--identifier", user)
        expect("ResourceNotFoundException" in failed.stderr, f"the deleted user can still be read: {failed.stdout}")
        self._note("gone: get-resource now answers ResourceNotFoundException")

    def _ended(self, answer):
        """Follow a request to its end; the question for its status is held open until then, so nobody sleeps."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        event = answer["ProgressEvent"]
        while event["OperationStatus"] in ("PENDING", "IN_PROGRESS"):
            expect(time.monotonic() < deadline, f"no end of {event['Operation']} after {PATIENCE_SECONDS} s")
            token = event["RequestToken"]
            event = self._json(self._aws("get-resource-request-status", "--request-token", token))["ProgressEvent"]
        why = f"{event['Operation']}: {event.get('ErrorCode')}: {event.get('StatusMessage')}"
        expect(event["OperationStatus"] == "SUCCESS", why)
        return event

    def _run(self, operation, *arguments):
        return self._json(self._aws(operation, "--type-name", OWN, *arguments))

    def _aws(self, operation, *arguments):
        command = [*AWS, "--output", "json", "cloudcontrol", operation, *arguments]
        return subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )

    @staticmethod
    def _json(done):
        if done.returncode:
            raise StepFailed(f"aws cloudcontrol: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def _calls(self):
        calls = emulator.requests_of(self._address, "connect")
        made = ", ".join(call["operation"] for call in calls[self._seen :])
        self._note(f"SUCCESS; calls to Amazon Connect: {made or 'none'}")

    def _type(self, text):
        """Show a command; the calls to Amazon Connect are counted from here."""
        self._seen = len(emulator.requests_of(self._address, "connect"))
        print(f"   $ aws cloudcontrol {text}", flush=True)

    @staticmethod
    def _note(text):
        print(f"     {text}", flush=True)
