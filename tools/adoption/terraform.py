"""Users as Terraform, resources of the awscc provider with the import blocks that take them over."""

import json
import re
import unicodedata

from adoption.naming import snake

TYPE = "AWS::Connect::User"
RESOURCE = "awscc_connect_user"
PER_FILE = 500
VERSIONS = """terraform {
  required_version = ">= 1.5"
  required_providers {
    awscc = {
      source  = "hashicorp/awscc"
      version = ">= 1.97"
    }
  }
}
"""
# A whole attribute on its line: a value that goes on ends with the bracket that it opens.
ATTRIBUTE = re.compile(r"( *[\w-]+) += (.*[^{\[])")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
INVISIBLE = ("Cc", "Cf", "Zl", "Zp")  # controls and formats, and what separates lines and paragraphs
PAGE = """# Import these users into a state

This is typed in the folder above.

```sh
{beginning}
terraform init
terraform plan     # imports, and no changes
terraform apply
terraform plan     # No changes
```

The import blocks in `imports*.tf` have then done their work and may go. The users keep their passwords, which no API
shows and which stand in no file. Whoever is made anew, because the user was deleted or its name changed, needs a
`password` there, where Connect manages identities. What `users*.tf` leaves out stays as it is.
"""
ELSEWHERE = """
These users are not in AWS but where AWS_ENDPOINT_URL points: before `terraform init`, tell the provider so in a block
`provider "awscc"` with `endpoints` for `cloudcontrolapi` and `sts`, as `guide/terraform.md` of the emulator does.
"""


def files(staff, beginning, per_file=PER_FILE):
    """Return the files of a configuration, path to text; `beginning` are the first commands of the page."""
    page = PAGE.format(beginning="\n".join(beginning))
    page += ELSEWHERE if any("AWS_ENDPOINT_URL" in line for line in beginning) else ""
    written = {"versions.tf": VERSIONS, "names.tf": names(staff), "README.md": page}
    parts = [staff.people[start : start + per_file] for start in range(0, len(staff.people), per_file)]
    for number, people in enumerate(parts, 1):
        mark = f"-{number:0{len(str(len(parts)))}}" if len(parts) > 1 else ""
        written[f"users{mark}.tf"] = "\n".join(resource(staff, person) for person in people)
        written[f"imports{mark}.tf"] = "\n".join(import_block(person) for person in people)
    return {path: aligned(text) if path.endswith(".tf") else text for path, text in written.items()}


def aligned(configuration):
    """Return a configuration, which ends a line, as `terraform fmt` leaves it: signs of attributes in one column.

    An attribute whose value goes on in the next line stands for itself.
    """
    done, run = [], []
    for line in configuration.split("\n"):  # what else ends a line elsewhere does not in HCL
        attribute = ATTRIBUTE.fullmatch(line)
        if attribute:
            run.append(attribute.groups())
            continue
        longest = max((len(name) for name, _ in run), default=0)
        done += [f"{name:{longest}} = {value}" for name, value in run] + [line]
        run = []
    return "\n".join(done)


def names(staff):
    """Return the locals: the instance, and every profile and group once."""
    lines = ["locals {", f"  instance_arn = {text(staff.instance_arn)}"]
    for arn, symbol in sorted(staff.symbols.items(), key=lambda item: item[1]):
        each = staff.named[arn]
        name = " ".join((each.name or "not listed").split())
        value = text(arn).replace(text(staff.instance_arn)[:-1], '"${local.instance_arn}', 1)
        lines += ["", f"  # {each.kind.capitalize()}: {name}", f"  {symbol} = {value}"]
    return "\n".join([*lines, "}"]) + "\n"


def resource(staff, person):
    """Return the resource of a user."""
    lines = [f'resource "{RESOURCE}" "{person.name}" {{']
    for name, value in person.properties.items():
        lines.append(f"  {snake_of(name)} = {expression(staff, value, 1)}")
    return "\n".join([*lines, "}"]) + "\n"


def import_block(person):
    """Return the block that imports a user."""
    return f"import {{\n  to = {RESOURCE}.{person.name}\n  id = {text(person.arn)}\n}}\n"


def expression(staff, value, depth):
    """Return a value as an expression, with references where it names the instance, a profile or a group."""
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        members = [f"{inner}{snake_of(name)} = {expression(staff, each, depth + 1)}\n" for name, each in value.items()]
        return "{\n" + "".join(members) + outer + "}"
    if isinstance(value, list):
        items = [f"{inner}{expression(staff, each, depth + 1)},\n" for each in value]
        return "[\n" + "".join(items) + outer + "]"
    if isinstance(value, str):
        if value == staff.instance_arn:
            return "local.instance_arn"
        return f"local.{staff.symbols[value]}" if value in staff.symbols else text(value)
    return json.dumps(value)


def text(value):
    """Return a text in quotes, in which nothing is taken for a template."""
    return '"' + "".join(map(character, value)).replace("${", "$${").replace("%{", "%%{") + '"'


def character(each):
    """Return a character as it stands in quotes: HCL has fewer escapes than JSON, and nothing invisible stays."""
    if each in ESCAPES:
        return ESCAPES[each]
    if unicodedata.category(each) not in INVISIBLE:
        return each
    return f"\\u{ord(each):04x}" if ord(each) <= 0xFFFF else f"\\U{ord(each):08x}"


def snake_of(name):
    """Return the name that the awscc provider gives a property: SecurityProfileArns is security_profile_arns."""
    return snake(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name))
