"""Names of resource types, and which of them an account can register."""

import re
from dataclasses import dataclass

PATTERN = re.compile(r"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}")
# https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html (typeName)
RESERVED = {"alexa", "amzn", "amazon", "ask", "aws", "custom", "dev"}
OWN = "AWS::Connect::User"


class UnusableName(ValueError):
    """The name cannot be packaged; the message says why and what can."""


@dataclass(frozen=True)
class TypeName:
    """A resource type's name, Namespace::Service::Resource."""

    text: str

    @classmethod
    def parse(cls, text):
        """Check a name that a user gave. The published name is fine: it is packaged, for it cannot be registered."""
        if not PATTERN.fullmatch(text):
            raise UnusableName(
                f"{text!r} is not the name of a resource type; expected three parts of 2 to 64 letters and digits,"
                " for example TYPE=Acme::Connect::User"
            )
        name = cls(text)
        if name.reserved and text != OWN:
            raise UnusableName(
                f"{text}: the namespace {text.split('::')[0]} is reserved, CloudFormation registers nothing under it;"
                " choose one of your own, for example TYPE=Acme::Connect::User"
            )
        return name

    @property
    def reserved(self):
        """Whether CloudFormation refuses to register types of this namespace."""
        return self.text.split("::")[0].lower() in RESERVED

    @property
    def hyphenated(self):
        """The form that the CLI uses in file names."""
        return self.text.replace("::", "-").lower()
