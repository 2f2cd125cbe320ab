"""Users as CloudFormation templates with what is to be imported, within CloudFormation's limits."""

import hashlib
import json
import re

import botocore.session
import yaml

from adoption.naming import words

RESOURCES_OF_A_TEMPLATE = 500
RESOURCES_OF_AN_IMPORT = 200
PARAMETERS_OF_A_TEMPLATE = 200
A_STACK_NAME = re.compile("[A-Za-z][-A-Za-z0-9]*")
OUT = "adopted"  # the folder, if nobody says otherwise
LENGTH_OF_A_PREFIX = 120  # of the 128 that a stack's name may have
BYTES_OF_A_TEMPLATE = 1_000_000  # 1 MB from S3, less than that to be safe; in a request it is 51,200


class Ref(str):
    """A reference to a parameter."""


class Text(str):
    """A text that nobody may take for a number, a date or a boolean."""


class Dumper(yaml.SafeDumper):
    """Writes templates as people write them: references in their short form, values in quotes, no aliases."""

    def ignore_aliases(self, data):
        """Write everything out; CloudFormation knows no aliases."""
        return True


Dumper.add_representer(Ref, lambda dumper, value: dumper.represent_scalar("!Ref", str(value)))
Dumper.add_representer(Text, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"'))


def prefix_of(folder, instance_arn):
    """Return how the stacks of a folder, a whole path, are called: as another folder's are not.

    By its name, where that can be theirs. Where it cannot, what is left of it may be another's; and the name that a
    folder has if nobody gives it one is everybody's. These bear a mark made of the path and the instance.
    """
    if A_STACK_NAME.fullmatch(folder.name) and len(folder.name) <= LENGTH_OF_A_PREFIX and folder.name != OUT:
        return folder.name
    name = "-".join(words(folder.name))
    name = name if name[:1].isalpha() else "-".join(filter(None, ("users", name)))
    mark = hashlib.sha256(f"{instance_arn} {folder}".encode()).hexdigest()[:6]
    return f"{name[: LENGTH_OF_A_PREFIX - 1 - len(mark)]}-{mark}"


def files(staff, type_name, beginning, prefix, per_stack=RESOURCES_OF_A_TEMPLATE, per_import=RESOURCES_OF_AN_IMPORT):
    """Return the files of all stacks, path to text: what each import of a stack takes, and a page that says how.

    `beginning` are the first commands of the page. Stacks, their folders and their place in the bucket are called
    by the `prefix` and a number.
    """
    written, steps = {}, []
    parts = stacks(staff, type_name, per_stack)
    for number, people in enumerate(parts, 1):
        stack = f"{prefix}-{number:0{len(str(len(parts)))}}"
        ends = [*range(per_import, len(people), per_import), len(people)]
        for step, end in enumerate(ends, 1):
            template, imports = f"{stack}/template-{step}.yaml", f"{stack}/import-{step}.json"
            written[template] = template_of(staff, people[:end], type_name)
            taken = people[ends[step - 2] if step > 1 else 0 : end]
            written[imports] = json.dumps([target(person, type_name) for person in taken], indent=1) + "\n"
            steps.append((stack, step, template, imports, len(taken), len(written[template].encode())))
    written["README.md"] = page(steps, beginning, staff.instance_arn)
    return written


def stacks(staff, type_name, per_stack):
    """Divide the users into stacks so that each keeps to the limits on resources, parameters and size."""
    parts, referred, size = [[]], set(), 0
    for person in staff.people:
        own, alone = set(person.references()), dumped({person.name: resource(staff, person, type_name)})
        length = len(alone.encode()) + 2 * alone.count("\n")  # below Resources every line stands further in
        # A parameter takes its symbol, its name and its ARN; 300 bytes and the names are more than that.
        extra = sum(300 + len(staff.named[arn].name.encode()) for arn in own - referred)
        full = (
            len(parts[-1]) == per_stack
            or 1 + len(referred | own) > PARAMETERS_OF_A_TEMPLATE
            or size + length + extra > BYTES_OF_A_TEMPLATE
        )
        if full and parts[-1]:
            parts.append([])
            referred, size = set(), 0
            extra = sum(300 + len(staff.named[arn].name.encode()) for arn in own)
        parts[-1].append(person)
        referred |= own
        size += length + extra
    return parts


def template_of(staff, people, type_name):
    """Return the text of a template with these users."""
    used = sorted({arn for person in people for arn in person.references()}, key=lambda arn: staff.symbols[arn])
    parameters = {"InstanceArn": parameter("The Amazon Connect instance", staff.instance_arn)}
    for arn in used:
        each = staff.named[arn]
        parameters[staff.symbols[arn]] = parameter(f"{each.kind.capitalize()}: {each.name or 'not listed'}", arn)
    return "AWSTemplateFormatVersion: '2010-09-09'\n" + dumped(
        {
            "Parameters": parameters,
            "Resources": {person.name: resource(staff, person, type_name) for person in people},
        }
    )


def parameter(description, arn):
    """Return a parameter that stands for an ARN."""
    return {"Type": "String", "Description": Text(description), "Default": Text(arn)}


def resource(staff, person, type_name):
    """Return the resource of a user; it outlives its stack until somebody says otherwise."""
    return {
        "Type": type_name,
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": value_of(staff, person.properties),
    }


def value_of(staff, value):
    """Return a value with references where it names the instance, a profile or a group."""
    if isinstance(value, dict):
        return {name: value_of(staff, each) for name, each in value.items()}
    if isinstance(value, list):
        return [value_of(staff, each) for each in value]
    if not isinstance(value, str):
        return value
    if value == staff.instance_arn:
        return Ref("InstanceArn")
    return Ref(staff.symbols[value]) if value in staff.symbols else Text(value)


def dumped(document):
    """Return a document as YAML."""
    return yaml.dump(document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120)


def target(person, type_name):
    """Return how an import names a user."""
    return {
        "ResourceType": type_name,
        "LogicalResourceId": person.name,
        "ResourceIdentifier": {"UserArn": person.arn},
    }


def host_of_s3(partition, region):
    """Return where S3 answers in a region: not every region and partition has the short name s3.amazonaws.com."""
    known = botocore.session.get_session().get_data("partitions")["partitions"]
    suffixes = {each["id"]: each["outputs"]["dnsSuffix"] for each in known}
    return f"s3.{region}.{suffixes.get(partition, 'amazonaws.com')}"


def page(steps, beginning, instance_arn):
    """Return the page that says how the files are used."""
    _, partition, _, region, *_ = instance_arn.split(":")
    host = host_of_s3(partition, region)
    lines = [
        "# Import these users into stacks",
        "",
        "Each comment begins one import, in this order; a change set imports at most 200 resources. BUCKET is an S3",
        f"bucket of yours in {region} (none yet: `aws s3 mb s3://BUCKET`), for templates over 51,200 bytes cannot be",
        "sent in a request. This is typed in the folder above.",
        "",
        "```sh",
        *beginning,
    ]
    for stack, step, template, imports, taken, size in steps:
        name = f"import-{step}"
        lines += [
            f"# {stack}: {taken} {'user' if taken == 1 else 'users'}, {size:,} bytes",
            f"aws s3 cp {template} s3://BUCKET/{template}",
            f"aws cloudformation create-change-set --stack-name {stack} --change-set-name {name}"
            f" --change-set-type IMPORT --template-url https://BUCKET.{host}/{template}"
            f" --resources-to-import file://{imports}",
            f"aws cloudformation wait change-set-create-complete --stack-name {stack} --change-set-name {name}",
            f"aws cloudformation execute-change-set --stack-name {stack} --change-set-name {name}",
            f"aws cloudformation wait stack-import-complete --stack-name {stack}",
        ]
    lines += [
        "```",
        "",
        "A change set that failed stays, and so does its name: `aws cloudformation delete-change-set` with both names,",
        "then type the commands of that import again.",
        "",
        "The last template of a stack has all its users: keep that one under version control. The users keep their",
        "passwords, which no API shows and which stand in no template. Whoever is made anew from the template, because",
        "the user was deleted or its name changed, needs a `Password` there, where Connect manages identities.",
        "`DeletionPolicy: Retain` keeps the users when a stack is deleted; take it away when the stack is to own them.",
    ]
    return "\n".join(lines) + "\n"
