"""Which users stacks own already. CloudFormation is asked, for most types show no tag of the stack."""

import time
from dataclasses import dataclass, field

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from adoption.progress import tell
from adoption.reading import EVERY_SECONDS
from adoption.refusal import refusal_of

RIGHTS = "cloudformation:ListStacks and cloudformation:ListStackResources"
LEFT_THE_STACK = ("DELETE_COMPLETE", "DELETE_SKIPPED", "IMPORT_ROLLBACK_COMPLETE")
# Own nothing and keep no name: one is gone, the other awaits its first change set, such as an import that failed.
NO_STACKS = ("DELETE_COMPLETE", "REVIEW_IN_PROGRESS")
NO_STACK = "ValidationError"
FAILURES_IN_A_ROW = 3


@dataclass
class Owning:
    """The names of the stacks that there are, their names by the ARNs of what they own, and why not all is known."""

    stacks: set = field(default_factory=set)
    by_arn: dict = field(default_factory=dict)
    untold: list = field(default_factory=list)


def owning(client, hasty, place):
    """Ask CloudFormation, whose clients these are, what stacks own.

    What it does not say is kept, and no failure: users can be adopted without it, and where there is no CloudFormation.
    That nobody is there is found by the hasty client, for the other is patient.
    """
    found = Owning()
    try:
        hasty.list_stacks()
    except (BotoCoreError, ResponseParserError) as nobody:
        found.untold.append(str(refusal_of(nobody, place)))
        return found
    except ClientError:
        pass  # the patient one may have an answer
    statuses = [each for each in client.meta.service_model.shape_for("StackStatus").enum if each not in NO_STACKS]
    stacks, _ = _pages(client, place, found, "list_stacks", "StackSummaries", StackStatusFilter=statuses)
    found.stacks |= {stack["StackName"] for stack in stacks}
    told, failed = time.monotonic(), 0
    for number, stack in enumerate(stacks):
        if failed == FAILURES_IN_A_ROW:
            found.untold.append(f"the last {len(stacks) - number} of {len(stacks)} stacks were not asked")
            break
        if time.monotonic() - told > EVERY_SECONDS:
            told = time.monotonic()
            tell(f"asked {number} of {len(stacks)} stacks what they own")
        resources, whole = _pages(
            client, place, found, "list_stack_resources", "StackResourceSummaries", StackName=stack["StackId"]
        )
        failed = 0 if whole else failed + 1
        for each in resources:
            if each.get("PhysicalResourceId") and each["ResourceStatus"] not in LEFT_THE_STACK:
                found.by_arn[each["PhysicalResourceId"]] = stack["StackName"]
    return found


def _pages(client, place, found, operation, member, **arguments):
    """Return what pages have up to the first that fails, and whether none did."""
    items = []
    try:
        for page in client.get_paginator(operation).paginate(**arguments):
            items += page.get(member, [])
    except (ClientError, BotoCoreError, ResponseParserError) as failure:
        code = failure.response["Error"]["Code"] if isinstance(failure, ClientError) else ""
        if code == NO_STACK and "StackName" in arguments:
            return [], True  # it went meanwhile
        found.untold.append(str(refusal_of(failure, place, RIGHTS)))
        return items, False
    return items, True
