"""The same life a third time, out of a template, with a change that fails and a drift: `aws cloudformation`."""

import json
import subprocess
import sys
import time

import boto3
from botocore.config import Config

from workbench import emulator
from workbench.repository import isolated_environment
from workbench.steps import StepFailed, expect, say
from workbench.type_name import OWN

AWS = (sys.executable, "-m", "awscli")
PATIENCE_SECONDS = 120
POLL_SECONDS = 0.2
ENDED = ("_COMPLETE", "_FAILED")
LEVEL = 3


class StackStory:
    """Deploy, change, fail and roll back, drift, delete with `aws cloudformation`."""

    def __init__(self, address):
        self._address = address
        self._environment = isolated_environment() | {"AWS_ENDPOINT_URL": address}
        self._name = f"demo-{int(time.time())}"
        self._id = ""
        self._seen = 0
        self._stacks = self._client("cloudformation")
        self._connect = self._client("connect")

    def tell(self, properties):
        """Tell it with a user like this one, under a name of its own."""
        user = properties | {"Username": f"{self._name}-agent", "UserProficiencies": [proficiency(LEVEL)]}
        say("demo: the same from a template, through CloudFormation")
        self._type("create-stack --template-body file://template.yaml")
        self._changed("create-stack", user, "CREATE_COMPLETE")
        resources = self._stacks.describe_stack_resources(StackName=self._id)["StackResources"]
        arn = resources[0]["PhysicalResourceId"]
        self._note(f"the stack has made {user['Username']}: {arn}")

        self._type("update-stack: its English is better now, level 5")
        better = user | {"UserProficiencies": [proficiency(5)]}
        self._changed("update-stack", better, "UPDATE_COMPLETE")
        self._note(f"changed in place, English level {self._level(arn):g}; the template asked for 5")

        self._type(
            "update-stack: level 1, and in the same breath a colleague without a routing profile that exists"
            " (Connect is asked for it for some ten seconds, in case it is new)"
        )
        wrong = better | {"Username": f"{self._name}-colleague"}
        wrong |= {"RoutingProfileArn": f"{user['InstanceArn']}/routing-profile/00000000-0000-0000-0000-000000000000"}
        worse = better | {"UserProficiencies": [proficiency(1)]}
        self._changed("update-stack", worse, "UPDATE_ROLLBACK_COMPLETE", colleague=wrong)
        self._note(f"why: {self._reason()}")
        self._note(f"rolled back as a whole: no colleague, English level {self._level(arn):g} again")
        expect(self._level(arn) == 5, "the level of before is not back")

        self._type("detect-stack-resource-drift, after somebody has taken the proficiency away in the console")
        taken = [{key: value for key, value in proficiency(5).items() if key != "Level"}]
        self._connect.disassociate_user_proficiencies(**named(arn), UserProficiencies=taken)
        found = self._aws("detect-stack-resource-drift", "--logical-resource-id", "Agent")
        differences = found["StackResourceDrift"]["PropertyDifferences"]
        expect(differences, "nothing has drifted")
        for difference in differences:
            self._note(f"drifted: {difference['PropertyPath']} ({difference['DifferenceType']})")

        self._type("delete-stack")
        self._aws("delete-stack")
        self._ended("DELETE_COMPLETE")
        self._note("gone, and the user with it")

    def _changed(self, operation, user, expected, colleague=None):
        """Carry an operation out and follow the stack to its end."""
        users = {"Agent": user} | ({"Colleague": colleague} if colleague else {})
        body = {"Resources": {name: {"Type": OWN, "Properties": each} for name, each in users.items()}}
        self._id = self._aws(operation, "--template-body", json.dumps(body)).get("StackId", self._id)
        self._ended(expected)
        calls = emulator.requests_of(self._address, "connect")
        made = ", ".join(call["operation"] for call in calls[self._seen :])
        self._note(f"{expected}; calls to Amazon Connect: {made or 'none'}")

    def _ended(self, expected):
        """Follow the stack to its end."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (status := self._status()).endswith(ENDED):
            expect(time.monotonic() < deadline, f"{self._name} is {status} after {PATIENCE_SECONDS} s")
            time.sleep(POLL_SECONDS)
        expect(status == expected, f"{self._name} is {status}, not {expected}")

    def _status(self):
        return self._stacks.describe_stacks(StackName=self._id)["Stacks"][0]["StackStatus"]

    def _reason(self):
        """What the event of the failed resource says, in the handler's words."""
        events = self._stacks.describe_stack_events(StackName=self._id)["StackEvents"]
        failed = [each for each in events if each["ResourceStatus"] == "CREATE_FAILED"]
        expect(failed, "no event says what failed")
        return failed[-1]["ResourceStatusReason"].partition("(")[0].strip()

    def _level(self, arn):
        return self._connect.list_user_proficiencies(**named(arn))["UserProficiencyList"][0]["Level"]

    def _client(self, service):
        return boto3.client(
            service,
            endpoint_url=self._address,
            region_name="us-east-1",
            aws_access_key_id="local",
            aws_secret_access_key="local",
            config=Config(proxies={}),
        )

    def _aws(self, operation, *arguments):
        command = [*AWS, "--output", "json", "cloudformation", operation, "--stack-name", self._name, *arguments]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )
        if done.returncode:
            raise StepFailed(f"aws cloudformation {operation}: {done.stderr.strip()}")
        return json.loads(done.stdout) if done.stdout.strip() else {}

    def _type(self, text):
        """Show a command; the calls to Amazon Connect are counted from here."""
        self._seen = len(emulator.requests_of(self._address, "connect"))
        print(f"   $ aws cloudformation {text}", flush=True)

    @staticmethod
    def _note(text):
        print(f"     {text}", flush=True)


def proficiency(level):
    """How well somebody speaks English."""
    return {"AttributeName": "Language", "AttributeValue": "English", "Level": level}


def named(arn):
    """A user's instance and id, as Amazon Connect's operations name it."""
    instance, _, user = arn.partition("/agent/")
    return {"InstanceId": instance.rpartition("/")[2], "UserId": user}
