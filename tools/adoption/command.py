"""The command line: finds the instance, reads its users, writes code. Progress goes to standard error."""

import re
import signal
import sys

from adoption import cloudformation, terraform
from adoption.clients import Place
from adoption.files import refusing, require_room, write_folder
from adoption.instance import Instance
from adoption.naming import camel, snake
from adoption.options import options
from adoption.page import beginning
from adoption.people import staff
from adoption.progress import Progress, counted, tell
from adoption.properties import stack_of
from adoption.reading import Reading
from adoption.refusal import Refusal
from adoption.selection import Selection

INTERRUPTED = 130
SHOWN_AT_MOST = 20


def main():
    """Run, and end with a code: 0 done, 1 could not, 2 asked for what cannot be, 130 interrupted."""
    signal.signal(signal.SIGTERM, interrupt)
    arguments = options().parse_args()
    try:
        adopt(arguments)
    except Refusal as refusal:
        print(f"adopt: {refusal}", file=sys.stderr)
        sys.exit(refusal.code)
    except KeyboardInterrupt:
        print("adopt: interrupted; the same command goes on from there", file=sys.stderr)
        sys.exit(INTERRUPTED)


def interrupt(*_):
    """End as Ctrl-C does, so that what was read is kept."""
    raise KeyboardInterrupt


def adopt(arguments):
    """Read and write. Raises Refusal."""
    if arguments.to == "terraform" and arguments.type != terraform.TYPE:
        raise Refusal(f"awscc knows {terraform.TYPE} alone; use --to cloudformation for {arguments.type}", 2)
    if arguments.to == "terraform":
        refuse_stacks({name: getattr(arguments, name) for name in ("stack_name", "per_stack", "per_import")})
    if arguments.with_child_groups and not arguments.group:
        raise Refusal("--with-child-groups needs --group", 2)
    out = None if arguments.dry_run else require_room(arguments.out)
    place = Place(arguments.region, arguments.profile, arguments.endpoint, arguments.type)
    instance = Instance(place, arguments.instance)
    named = instance.names()
    group = group_of(arguments.group, named)
    below = instance.child_groups(group, named) if arguments.with_child_groups else frozenset()
    selection = Selection(arguments.username, tag_of(arguments.tag), group, below)
    everyone = instance.users()
    named_so = {arn: each for arn, each in everyone.items() if not each.name or selection.takes_name(each.name)}
    if not everyone:
        raise Refusal(f"instance {instance.id} has no users")
    owning = instance.owning()
    folder = arguments.out.resolve()
    prefix = arguments.stack_name or cloudformation.prefix_of(folder, instance.arn)
    if arguments.to == "cloudformation":
        require_new(prefix, owning.stacks)
    chosen = unowned(named_so, owning)
    tell(f"instance {instance.id}, {instance.identity}: {counted(len(everyone))}, {len(chosen)} to read")
    source = {"instance": instance.arn, "type": arguments.type, "endpoint": instance.endpoint}
    kept = None if arguments.dry_run else out.with_name(f"{out.name}.progress.json")
    progress = Progress(kept, source)
    reading = Reading(progress, instance.user)
    reading.all(chosen)
    users = taken(chosen, progress.shown(), selection)
    if reading.gone:
        tell(f"{len(reading.gone)} went while this ran, and are left out")
    if not users and reading.unread:
        raise unread(reading.unread, everyone)
    if not users:
        raise Refusal(
            f"no user of instance {instance.id} has {selection.told()} and no stack"
            if selection.told()
            else f"every user of instance {instance.id} belongs to a stack already"
        )
    to_cloudformation = arguments.to == "cloudformation"
    names = {arn: each.name for arn, each in everyone.items() if arn not in reading.gone}
    team = staff(instance.arn, names, users, named, camel if to_cloudformation else snake)
    opening = beginning(folder.name, instance.region, place, instance.endpoint)
    files = (
        cloudformation.files(
            team,
            arguments.type,
            opening,
            prefix,
            arguments.per_stack or cloudformation.RESOURCES_OF_A_TEMPLATE,
            arguments.per_import or cloudformation.RESOURCES_OF_AN_IMPORT,
        )
        if to_cloudformation
        else terraform.files(team, opening)
    )
    if not arguments.dry_run:
        with refusing(arguments.out):
            write_folder(out, files)
        progress.forget()
    report(team, files, arguments)
    if reading.unread:
        raise unread(reading.unread, everyone)


def tag_of(given):
    """Return key and value of a tag; a key alone takes every value."""
    if given is None:
        return None
    key, equals, value = given.partition("=")
    if not key:
        raise Refusal(f"--tag must be KEY or KEY=VALUE, not {given}", 2)
    return key, value if equals else None


def group_of(given, named):
    """Return the ARN of a hierarchy group that is given by name, id or ARN."""
    if given is None:
        return None
    groups = [each for each in named.values() if each.kind == "hierarchy group"]
    found = [each.arn for each in groups if given in (each.name, each.arn, each.arn.rpartition("/")[2])]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(f"{len(found)} hierarchy groups are called {given}; give the ARN: {', '.join(found)}", 2)
    raise Refusal(f"no hierarchy group {given}; there: {', '.join(sorted(each.name for each in groups)) or 'none'}", 2)


def refuse_stacks(given):
    """Refuse options that are about stacks where none is made."""
    for name in (name for name, value in given.items() if value is not None):
        raise Refusal(f"--{name.replace('_', '-')} is about stacks, and --to terraform makes none", 2)


def require_new(prefix, stacks):
    """Refuse to call stacks as others are called: an import into one that is there would have to change the others."""
    found = sorted(name for name in stacks if re.fullmatch(f"{prefix}-[0-9]+", name))
    if found:
        raise Refusal(
            f"stack {found[0]} is there already; give another --stack-name than {prefix}, or another --out", 2
        )


def unowned(chosen, owning):
    """Return the users that no stack is known to own."""
    if owning.untold:
        more = f", and {len(owning.untold) - 1} times more" if len(owning.untold) > 1 else ""
        tell(
            f"which users belong to stacks is not all known: {owning.untold[0]}{more}. The import of a stack's user is"
            " refused; Terraform would take it over beside the stack, and destroy it"
        )
    tell_left_out([owning.by_arn[arn] for arn in chosen if arn in owning.by_arn])
    return {arn: each for arn, each in chosen.items() if arn not in owning.by_arn}


def taken(chosen, read, selection):
    """Return the users that are adopted, by ARN; those with the tag of a stack have their code already."""
    users, stacks = {}, []
    for arn in chosen:
        if arn in read and selection.takes_name(read[arn]["Username"]) and selection.takes(read[arn]):
            stack = stack_of(read[arn])
            if stack is None:
                users[arn] = read[arn]
            else:
                stacks.append(stack)
    tell_left_out(stacks)
    return users


def tell_left_out(stacks):
    """Say how many users are left out, given the stack of each."""
    if stacks:
        names = ", ".join(sorted(set(stacks))[:SHOWN_AT_MOST])
        belong = "belongs to a stack already and is" if len(stacks) == 1 else "belong to stacks already and are"
        tell(f"{counted(len(stacks))} {belong} left out: {names}")


def unread(failures, everyone):
    """Return the refusal that names users who could not be read: the command has not done all that it was to do."""
    lines = [f"  {everyone[arn].name or 'not listed'} ({arn}): {failure}" for arn, failure in failures.items()]
    return Refusal(
        f"{counted(len(lines))} could not be read, and stand in no file:\n"
        + "\n".join(lines)
        + "\nWhen they can be read, adopt them with --username and another --out; names stay as they are."
    )


def report(team, files, arguments):
    """Say what was written, or would be."""
    print(f"{counted(len(team.people))}, {len(team.named)} profiles and groups")
    if arguments.dry_run:
        for person in team.people[:SHOWN_AT_MOST]:
            print(f"  {person.properties['Username']} -> {person.name}")
        if len(team.people) > SHOWN_AT_MOST:
            print(f"  … and {len(team.people) - SHOWN_AT_MOST} more")
    for path, text in files.items():
        print(f"{'would write' if arguments.dry_run else 'wrote'} {arguments.out / path}  {len(text.encode()):,} bytes")
    print("Passwords cannot be read and are in no file; existing users keep theirs.")
    if not arguments.dry_run:
        print(f"How to go on: {arguments.out / 'README.md'}")


if __name__ == "__main__":
    main()
