"""Measures a stack of many users against the same users through Cloud Control, side by side on one emulator.

Both roads use the same pool of provider processes, and take turns. What is compared is the makespan: from the first
request until the last user is there.
"""

import argparse
import contextlib
import json
import os
import re
import statistics
import sys
import time

import urllib3

from bench.clients import INSTANCE, Belief, WentWrong, in_parallel, shared_out, there
from workbench import emulator
from workbench.build import build_provider
from workbench.steps import StepFailed, end_when_asked, say

LIMIT = 1.3
WARM_UP = 40
POLL_SECONDS = 0.1
PATIENCE_SECONDS = 600
SCOPE = "AWS4-HMAC-SHA256 Credential=AKIDLOCAL/20260101/us-east-1/cloudformation/aws4_request"


def main():
    """Run the benchmark and print the ratio; exit code 1 when it is above the limit or users are left behind."""
    options = arguments()
    end_when_asked()
    try:
        build_provider()
        with contextlib.ExitStack() as stack:
            pool = ("--concurrency", options.pool, "--behaviour", f"users-per-instance={options.users + WARM_UP}")
            address = stack.enter_context(emulator.running(options=pool))
            say(f"bench: warm up a pool of {options.pool}")
            pairs = measure(address, options.users, options.rounds, options.clients)
            left = there(address)
    except (StepFailed, WentWrong) as failure:
        sys.exit(f"bench: {failure}")
    ratio = report(pairs, options)
    if left:
        sys.exit(f"{len(left)} users left behind")
    if ratio > LIMIT:
        sys.exit(f"a stack takes {ratio:.2f} times as long as Cloud Control; at most {LIMIT} is wanted")


def arguments():
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="tools/benchmark-stack", description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, default=200, help="users of each round")
    parser.add_argument("--rounds", type=int, default=9, help="rounds of each road")
    parser.add_argument("--clients", type=int, default=8, help="Cloud Control clients at once")
    parser.add_argument("--pool", type=int, default=os.cpu_count(), help="provider processes at most")
    return parser.parse_args()


def measure(address, users, rounds, clients):
    """Warm both roads up, then let them take turns; return the makespans in pairs, Cloud Control first."""
    by_cloud_control(address, WARM_UP, clients)
    by_stack(address, WARM_UP, "warm-up")
    pairs = []
    for number in range(rounds):
        roads = [
            lambda: by_cloud_control(address, users, clients),
            lambda name=f"round-{number}": by_stack(address, users, name),
        ]
        first = number % 2
        seconds = {first: roads[first](), 1 - first: roads[1 - first]()}
        pairs.append((seconds[0], seconds[1]))
        say(f"bench: round {number + 1}: Cloud Control {seconds[0]:.1f} s, stack {seconds[1]:.1f} s")
    return pairs


def by_cloud_control(address, users, clients):
    """Create users with several clients and delete them; return how many seconds the creation took."""
    belief = Belief()
    names = [f"control-{number:04}" for number in range(users)]
    started = time.monotonic()
    in_parallel(address, belief, shared_out(names, clients), lambda c, part: [c.create(n, unique(n)) for n in part])
    seconds = time.monotonic() - started
    arns = list(belief.users)
    in_parallel(address, belief, shared_out(arns, clients), lambda c, part: [c.delete(arn) for arn in part])
    return seconds


def unique(name):
    """Return a client token that no other round has used."""
    return f"{name}-{time.monotonic_ns()}"


def by_stack(address, users, name, meanwhile=lambda: None):
    """Create a stack of users, do something while it is there, and delete it; return how long the creation took."""
    started = time.monotonic()
    call(address, "CreateStack", StackName=name, TemplateBody=template(users), **{"Capabilities.member.1": EXPAND})
    identity = until(address, name, "CREATE_COMPLETE")
    seconds = time.monotonic() - started
    meanwhile()
    call(address, "DeleteStack", StackName=name)
    until(address, identity, "DELETE_COMPLETE")
    return seconds


EXPAND = "CAPABILITY_AUTO_EXPAND"


def template(users):
    """Return a template that makes users in a loop, for their text alone would be too long for one call."""
    user = {
        "Type": "AWS::Connect::User",
        "Properties": {
            "InstanceArn": INSTANCE,
            "Username": "stack-${Number}",
            "Password": "Password123",
            "RoutingProfileArn": f"{INSTANCE}/routing-profile/22222222-2222-2222-2222-222222222222",
            "SecurityProfileArns": [f"{INSTANCE}/security-profile/33333333-3333-3333-3333-333333333333"],
            "IdentityInfo": {"FirstName": "Ada", "LastName": "Lovelace"},
            "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
        },
    }
    loop = ["Number", [f"{number:04}" for number in range(users)], {"User${Number}": user}]
    return json.dumps({"Transform": "AWS::LanguageExtensions", "Resources": {"Fn::ForEach::Users": loop}})


def until(address, stack, status):
    """Wait until a stack has this status and return its id."""
    started = time.monotonic()
    while True:
        answer = call(address, "DescribeStacks", StackName=stack)
        now = re.search("<StackStatus>(.*?)</StackStatus>", answer)[1]
        if now == status:
            return re.search("<StackId>(.*?)</StackId>", answer)[1]
        if not now.endswith("_IN_PROGRESS"):
            raise WentWrong(f"stack {stack}: {now} instead of {status}")
        if time.monotonic() - started > PATIENCE_SECONDS:
            raise WentWrong(f"stack {stack}: still {now} after {PATIENCE_SECONDS} s")
        time.sleep(POLL_SECONDS)


POOL = urllib3.PoolManager(retries=False, timeout=90)


def call(address, action, **members):
    """Send one call of the Query protocol and return the text of its answer."""
    fields = {"Action": action, "Version": "2010-05-15"} | members
    headers = {"Authorization": SCOPE}
    answer = POOL.request("POST", f"{address}/", fields=fields, encode_multipart=False, headers=headers)
    if answer.status != 200:
        raise WentWrong(f"{action}: {answer.status} {answer.data.decode()}")
    return answer.data.decode()


def report(pairs, options):
    """Print the makespans and return the median of the rounds' ratios."""
    ratios = [stack / control for control, stack in pairs]
    print(f"\n{options.users} users, {options.rounds} rounds, a pool of {options.pool}, {os.cpu_count()} processors\n")
    print("makespan in s   median   by round")
    for name, index in (("Cloud Control", 0), ("stack", 1)):
        seconds = [pair[index] for pair in pairs]
        print(f"{name:13}  {statistics.median(seconds):7.1f}   {' '.join(f'{second:.1f}' for second in seconds)}")
    print(f"{'ratio':13}  {statistics.median(ratios):7.2f}   {' '.join(f'{each:.2f}' for each in ratios)}")
    return statistics.median(ratios)


if __name__ == "__main__":
    main()
