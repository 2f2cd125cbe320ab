"""A running Amazon Connect instance: who is in it, what a user looks like, and what its profiles are called."""

import json
import re
from dataclasses import dataclass, field

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from adoption.clients import HASTY, PATIENT, Place, clients, member_of
from adoption.owning import owning
from adoption.refusal import BROKEN_OFF, NO_TYPE, Refusal, Unreadable, refusal_of

AN_ID = re.compile("[-0-9a-f]{36}")
GONE = "ResourceNotFoundException"
# Kind of what users refer to: the operation that lists it, and where its answer has it.
KINDS = {
    "routing profile": ("list_routing_profiles", "RoutingProfileSummaryList"),
    "security profile": ("list_security_profiles", "SecurityProfileSummaryList"),
    "hierarchy group": ("list_user_hierarchy_groups", "UserHierarchyGroupSummaryList"),
}


@dataclass(frozen=True)
class Named:
    """A profile or group that users refer to."""

    kind: str
    arn: str
    name: str


@dataclass(frozen=True)
class Listed:
    """A user as it is listed: its name, and when it changed last; empty where the list does not say."""

    name: str
    changed: str = ""


@dataclass
class Instance:
    """One instance, and stacks beside it. Every failure is a Refusal that says what to do."""

    place: Place
    wanted: str
    arn: str = ""
    identity: str = ""
    _connect: object = field(default=None, repr=False)
    _control: object = field(default=None, repr=False)
    _stacks: object = field(default=None, repr=False)
    _hasty: object = field(default=None, repr=False)

    def __post_init__(self):
        """Find it by its id, ARN or alias."""
        self._connect, self._control, self._stacks, self._hasty = clients(
            self.place,
            ("connect", PATIENT),
            ("cloudcontrol", PATIENT),
            ("cloudformation", PATIENT),
            ("cloudformation", HASTY),
        )
        self.arn, self.identity = self._found()

    @property
    def id(self):
        """The instance's id."""
        return self.arn.rpartition("/")[2]

    @property
    def region(self):
        """The instance's region."""
        return self.arn.split(":")[3]

    @property
    def endpoint(self):
        """The address that is asked for users, whoever gave it."""
        return self._control.meta.endpoint_url

    def users(self):
        """Return all users as they are listed, by ARN, in the order of the names."""
        listed = self._pages(self._connect, "list_users", "UserSummaryList", InstanceId=self.id)
        users = {
            user["Arn"]: Listed(user.get("Username", ""), str(user.get("LastModifiedTime", ""))) for user in listed
        }
        model = json.dumps({"InstanceArn": self.arn})
        described = self._pages(
            self._control, "list_resources", "ResourceDescriptions", TypeName=self.place.type_name, ResourceModel=model
        )
        for each in described:  # one list may be later than the other
            users.setdefault(each["Identifier"], Listed(json.loads(each["Properties"]).get("Username", "")))
        return dict(sorted(users.items(), key=lambda user: (user[1].name.lower(), user[0])))

    def user(self, arn):
        """Return what a read shows of a user, None when it is gone meanwhile. Raises Unreadable, or Refusal."""
        try:
            answer = self._control.get_resource(TypeName=self.place.type_name, Identifier=arn)
            shown = json.loads(answer["ResourceDescription"]["Properties"])
        except (ClientError, *BROKEN_OFF) as failure:
            code = failure.response["Error"]["Code"] if isinstance(failure, ClientError) else ""
            if code == GONE:
                return None
            refusal = self._refusal(failure, "cloudformation:GetResource and what the type's read handler needs")
            raise (refusal if code == NO_TYPE else Unreadable(str(refusal))) from failure
        except BotoCoreError as failure:
            raise self._refusal(failure) from failure
        except (ValueError, KeyError, ResponseParserError) as failure:
            raise Unreadable(f"GetResource shows no model: {failure}") from failure
        if not shown.get("Username"):
            raise Unreadable("GetResource shows no Username")
        return shown

    def owning(self):
        """Return what stacks own, and how they are called."""
        return owning(self._stacks, self._hasty, self.place)

    def names(self):
        """Return the profiles and groups of the instance by ARN."""
        return {
            each["Arn"]: Named(kind, each["Arn"], each.get("Name", ""))
            for kind, (operation, member) in KINDS.items()
            for each in self._pages(self._connect, operation, member, InstanceId=self.id)
        }

    def child_groups(self, group, named):
        """Return the ARNs of all hierarchy groups below a group. The list has no parents, so each is asked for."""
        below = set()
        for arn in (arn for arn, each in named.items() if each.kind == "hierarchy group" and arn != group):
            try:
                answer = self._connect.describe_user_hierarchy_group(
                    InstanceId=self.id, HierarchyGroupId=arn.rpartition("/")[2]
                )
                described = member_of(self._connect, answer, "DescribeUserHierarchyGroup", "HierarchyGroup")
            except ClientError as failure:
                if failure.response["Error"]["Code"] != GONE:
                    raise self._refusal(failure, "connect:DescribeUserHierarchyGroup") from failure
            except BotoCoreError as failure:
                raise self._refusal(failure) from failure
            else:
                if group in (level["Arn"] for level in described.get("HierarchyPath", {}).values()):
                    below.add(arn)
        return frozenset(below)

    def _found(self):
        ident = self.wanted.rpartition("instance/")[2]
        if AN_ID.fullmatch(ident):
            try:
                answer = self._connect.describe_instance(InstanceId=ident)
                each = member_of(self._connect, answer, "DescribeInstance", "Instance")
            except ClientError as failure:
                if failure.response["Error"]["Code"] != GONE:
                    raise self._refusal(failure, "connect:DescribeInstance") from failure
            except BotoCoreError as failure:
                raise self._refusal(failure) from failure
            else:
                if self.wanted in (ident, each["Arn"]):
                    return each["Arn"], each["IdentityManagementType"]
        listed = self._pages(self._connect, "list_instances", "InstanceSummaryList")
        for each in listed:
            if each.get("InstanceAlias") == self.wanted:
                return each["Arn"], each["IdentityManagementType"]
        there = ", ".join(f"{each['Id']} ({each.get('InstanceAlias', 'no alias')})" for each in listed) or "none"
        raise Refusal(f"no instance {self.wanted} in {self._connect.meta.region_name}; there: {there}", 2)

    def _refusal(self, failure, needed=""):
        return refusal_of(failure, self.place, needed)

    def _pages(self, client, operation, member, **arguments):
        name = client.meta.method_to_api_mapping[operation]
        try:
            pages = client.get_paginator(operation).paginate(**arguments)
            return [each for page in pages for each in member_of(client, page, name, member)]
        except (ClientError, BotoCoreError) as failure:
            raise self._refusal(failure, name) from failure
