"""Everything that is to be written: users with their names in code, and what they refer to, each named once."""

from dataclasses import dataclass

from adoption.instance import Named
from adoption.naming import unique
from adoption.properties import declared

REFERENCES = ("RoutingProfileArn", "HierarchyGroupArn", "SecurityProfileArns")
KIND_OF_ARN = {
    "routing-profile": "routing profile",
    "security-profile": "security profile",
    "agent-group": "hierarchy group",
}


@dataclass(frozen=True)
class Person:
    """One user: its name in code, its ARN and what code declares of it."""

    name: str
    arn: str
    properties: dict

    def references(self):
        """Return the ARNs of the profiles and the group that it refers to."""
        for member in REFERENCES:
            value = self.properties.get(member, [])
            yield from [value] if isinstance(value, str) else value


@dataclass(frozen=True)
class Staff:
    """The users to be written, and the profiles and groups that they refer to with their names in code, by ARN."""

    instance_arn: str
    people: list
    named: dict
    symbols: dict


def staff(instance_arn, everyone, users, named, form):
    """Give names in a form to users, by ARN, and to what they refer to.

    `everyone` and `named` have the names of all users, profiles and groups that there are: names depend on them, not on
    who was chosen, so that another choice names everything alike.
    """
    usernames = everyone | {arn: shown["Username"] for arn, shown in users.items()}
    names = unique({arn: name for arn, name in usernames.items() if name}, form, "user")
    people = [Person(names[arn], arn, declared(shown)) for arn, shown in users.items()]
    referred = sorted({arn for person in people for arn in person.references()})
    known = {arn: named.get(arn) or Named(KIND_OF_ARN[arn.split("/")[-2]], arn, "") for arn in referred}
    # Hierarchy groups below different groups may have one name; of what has none the id says which it is.
    texts = {arn: f"{each.kind} {each.name or arn.rpartition('/')[2]}" for arn, each in (named | known).items()}
    symbols = unique(texts, form, "profile", taken=[*names.values(), "InstanceArn", "instance_arn"])
    return Staff(instance_arn, people, known, {arn: symbols[arn] for arn in referred})
