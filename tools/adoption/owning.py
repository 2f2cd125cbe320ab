"""Which users stacks own already. CloudFormation is asked, for most types show no tag of the stack."""

from dataclasses import dataclass, field

from botocore.exceptions import BotoCoreError, ClientError

from adoption.refusal import DENIED, refusal_of

RIGHTS = "cloudformation:ListStacks and cloudformation:ListStackResources"
LEFT_THE_STACK = ("DELETE_COMPLETE", "DELETE_SKIPPED", "IMPORT_ROLLBACK_COMPLETE")
NO_STACK = "ValidationError"


@dataclass
class Owning:
    """The names of the stacks that there are, their names by the ARNs of what they own, and who refused to say."""

    stacks: set = field(default_factory=set)
    by_arn: dict = field(default_factory=dict)
    untold: list = field(default_factory=list)


def owning(client, place):
    """Ask CloudFormation, whose client this is, what stacks own. Raises Refusal when it cannot be asked.

    That this caller may not ask is kept, and no failure: users can be adopted without it.
    """
    found = Owning()
    statuses = [each for each in client.meta.service_model.shape_for("StackStatus").enum if each != "DELETE_COMPLETE"]
    listed = _pages(client, place, found, "list_stacks", "StackSummaries", StackStatusFilter=statuses)
    for stack in listed:
        found.stacks.add(stack["StackName"])
        resources = _pages(
            client, place, found, "list_stack_resources", "StackResourceSummaries", StackName=stack["StackId"]
        )
        for each in resources:
            if each.get("PhysicalResourceId") and each["ResourceStatus"] not in LEFT_THE_STACK:
                found.by_arn[each["PhysicalResourceId"]] = stack["StackName"]
    return found


def _pages(client, place, found, operation, member, **arguments):
    try:
        return [each for page in client.get_paginator(operation).paginate(**arguments) for each in page.get(member, [])]
    except (ClientError, BotoCoreError) as failure:
        code = failure.response["Error"]["Code"] if isinstance(failure, ClientError) else ""
        if code == NO_STACK and "StackName" in arguments:
            return []  # it went meanwhile
        refusal = refusal_of(failure, place, RIGHTS)
        if code not in DENIED:
            raise refusal from failure
        found.untold.append(str(refusal))
        return []
