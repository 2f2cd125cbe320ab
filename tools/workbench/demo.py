"""The main job from nothing to a result: a user's life, through the packaged provider, on an Amazon Connect here."""

import copy
import json
import os
import socket
import subprocess
import sys
import threading
import time

from botocore.exceptions import BotoCoreError, ClientError

from workbench import emulator
from workbench.aws_story import AwsStory
from workbench.build import build_provider
from workbench.handler import HandlerFailed, Provider
from workbench.repository import ROOT
from workbench.stack_story import StackStory
from workbench.steps import StepFailed, counted, described, end_when_asked, expect, say
from workbench.type_name import OWN

EXAMPLE = ROOT / "inputs" / "inputs_1_create.json"
# A user with a name of its own, for the contract tests make and delete those of inputs/.
SHOWN = ROOT / "examples" / "cloudcontrol" / "user.json"
PORTS = {"port": 4566, "lambda_port": 3001}
INTERRUPTED = 130
USUAL_ADDRESS = "http://127.0.0.1:4566"
# OSError: nobody answers, urllib's URLError among them.
FAILURES = (StepFailed, HandlerFailed, subprocess.TimeoutExpired, OSError, BotoCoreError, ClientError)
PROFICIENCY = {"AttributeName": "Language", "AttributeValue": "English", "Level": 3}
TRY = """
Commands to try{where}:
  export AWS_ENDPOINT_URL={address} AWS_DEFAULT_REGION=us-east-1 AWS_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=AKIDLOCAL AWS_SECRET_ACCESS_KEY=local
  export NO_PROXY=127.0.0.1,localhost,${{NO_PROXY:-}},${{no_proxy:-}}; export no_proxy=$NO_PROXY
  tools/py examples/cloudcontrol/life-of-a-user.sh
  tools/py aws cloudcontrol create-resource --type-name {type_name} --desired-state file://{example}
  tools/py aws cloudcontrol list-resources --type-name {type_name}
  tools/py aws cloudcontrol list-resource-requests
  tools/py aws connect list-users --instance-id {instance}
  tools/contract-test --endpoint {address}
  curl -s {address}/_emulator/requests"""
WORKED = """
It worked: a user was created, read, updated, listed and deleted, by the provider's handlers, through Cloud Control and
out of a template, with a change that failed and left no trace.
What to read next: README.md, "Use the emulator"; examples/README.md, the same in CloudFormation, Terraform, Pulumi and
StackQL; ARCHITECTURE.md, one request file by file."""


def main():
    """Tell the story; with KEEP=1 the emulator then stays until it is interrupted."""
    end_when_asked()
    keep, stays = os.environ.get("KEEP", "") not in ("", "0"), False
    try:
        build_provider()
        say("demo: start the emulator (it builds itself when that is needed)")
        ports = free_ports() if keep else {}
        with emulator.running(**ports) as address:
            print(f"A local AWS answers at {address}", flush=True)
            instance = Story(address).tell()
            if keep:
                print(commands(address, instance), flush=True)
            else:
                print(commands(USUAL_ADDRESS, instance, " once it stays (make demo KEEP=1)"), flush=True)
            print(WORKED, flush=True)
            if keep:
                print("\nThe emulator stays until you press Ctrl-C.", flush=True)
                stays = True
                threading.Event().wait()
    except FAILURES as failure:
        sys.exit(f"demo: {described(failure)}")
    except KeyboardInterrupt:
        print("stopped")
        if not stays:  # what comes next in a command line is not for a story without its end
            sys.exit(INTERRUPTED)


def commands(address, instance, where=""):
    """Return commands to try; run in this order, each of them succeeds."""
    words = {"instance": instance, "type_name": OWN, "example": SHOWN.relative_to(ROOT)}
    return TRY.format(where=where, address=address, **words)


def free_ports():
    """Return the usual ports; in the place of one that is taken a free one, or none where `cfn test` would look."""
    chosen = dict(PORTS)
    for option, port in PORTS.items():
        if taken(port):
            chosen[option] = 0
            instead = "takes a free one" if option == "port" else "opens no second one"
            say(f"demo: port {port} is in use by another process, so the emulator {instead}")
    return chosen


def taken(port):
    """Whether another process listens on a port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def in_words(proficiency):
    """Return a proficiency as one says it; Connect's levels are numbers with a fraction, 3.0."""
    return f"{proficiency['AttributeName']} {proficiency['AttributeValue']}, level {proficiency['Level']:g}"


class Story:
    """Create, read, update, list, delete; after each the calls that Amazon Connect saw. Then on two more roads."""

    def __init__(self, address):
        self._address = address
        self._provider = Provider(address, OWN, "us-east-1")
        self._seen = len(emulator.requests_of(address, "connect"))

    def tell(self):
        """Run all five operations, then the same through Cloud Control, and return the instance's id."""
        template = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        template["Username"] = f"demo-{int(time.time())}"
        say(f"demo: CREATE a user from {EXAMPLE.relative_to(ROOT)}")
        created = self._run("CREATE", template)["resourceModel"]
        user = {"UserArn": created["UserArn"]}
        self._note(f"user {created['Username']} exists: {created['UserArn']}")
        say("demo: READ it, with nothing but its ARN")
        read = self._run("READ", user)["resourceModel"]
        self._note(f"its properties: {', '.join(sorted(read))}")
        say("demo: UPDATE: it now speaks English, level 3")
        desired = copy.deepcopy(read) | {"UserProficiencies": [PROFICIENCY]}
        updated = self._run("UPDATE", desired, read)["resourceModel"]
        expect(updated.get("UserProficiencies") == [PROFICIENCY], f"no proficiency in {updated}")
        self._note(f"proficiencies: {'; '.join(map(in_words, updated['UserProficiencies']))}")
        say("demo: LIST the users of its instance")
        listed = self._run("LIST", {"InstanceArn": created["InstanceArn"]})["resourceModels"]
        expect(user["UserArn"] in {each["UserArn"] for each in listed}, "the user is not listed")
        self._note(f"{counted(len(listed), 'user')}, ours among them")
        say("demo: DELETE it")
        self._run("DELETE", user)
        try:
            self._provider.run("READ", user)
        except HandlerFailed as failure:
            expect("NotFound" in str(failure), f"reading a deleted user: {failure}")
        else:
            raise StepFailed("the deleted user can still be read")
        self._note("gone: a READ now answers NotFound")
        AwsStory(self._address).tell(template)
        StackStory(self._address).tell(template)
        return created["InstanceArn"].rpartition("/")[2]

    def _run(self, action, desired, previous=None):
        outcome = self._provider.run(action, desired, previous)
        calls = emulator.requests_of(self._address, "connect")
        made = ", ".join(call["operation"] for call in calls[self._seen :])
        self._seen = len(calls)
        times = "1 invocation" if outcome.invocations == 1 else f"{outcome.invocations} invocations"
        self._note(f"SUCCESS after {times}, {outcome.seconds:.1f} s; calls to Amazon Connect: {made or 'none'}")
        return outcome.event

    @staticmethod
    def _note(text):
        print(f"   {text}", flush=True)


if __name__ == "__main__":
    main()
