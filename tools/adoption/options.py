"""What the command line takes."""

import argparse
from pathlib import Path

from adoption import cloudformation, terraform


def options():
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="adopt",
        description="Brings the users of a running Amazon Connect instance under code. Changes nothing there.",
    )
    parser.add_argument("instance", metavar="INSTANCE", help="its id, ARN or alias")
    parser.add_argument(
        "--to", choices=("cloudformation", "terraform"), default="cloudformation", help="what is written"
    )
    parser.add_argument(
        "--out", type=Path, default=Path(cloudformation.OUT), help=f"folder to be made ({cloudformation.OUT})"
    )
    parser.add_argument(
        "--stack-name",
        metavar="PREFIX",
        type=prefix,
        help="stacks are called PREFIX-1 and so on (by the name of the folder)",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")
    parser.add_argument(
        "--username", metavar="PATTERN", help="only these, * and ? stand for others; case means nothing"
    )
    parser.add_argument("--tag", metavar="KEY[=VALUE]", help="only users with this tag")
    parser.add_argument("--group", help="only users of this hierarchy group, by name, id or ARN")
    parser.add_argument("--with-child-groups", action="store_true", help="of the groups below that group, too")
    parser.add_argument("--endpoint", metavar="URL", help="an emulator's address, else AWS_ENDPOINT_URL or AWS")
    parser.add_argument("--region", help="else as the environment or the profile has it")
    parser.add_argument("--profile", help="a profile of the AWS configuration")
    parser.add_argument("--type", default=terraform.TYPE, help=f"the type's name in this account ({terraform.TYPE})")
    parser.add_argument(
        "--per-stack",
        type=whole(cloudformation.RESOURCES_OF_A_TEMPLATE),
        help="users of a stack at most (500)",
    )
    parser.add_argument(
        "--per-import", type=whole(cloudformation.RESOURCES_OF_AN_IMPORT), help="users of an import (200)"
    )
    return parser


def prefix(given):
    """Return the beginning of stack names, if it can be one."""
    most = cloudformation.LENGTH_OF_A_PREFIX
    if not cloudformation.A_STACK_NAME.fullmatch(given) or len(given) > most:
        raise argparse.ArgumentTypeError(f"must be at most {most} of a-z, A-Z, 0-9 and -, a letter first, not {given}")
    return given


def whole(most):
    """Return the reader of a number from 1 to `most`."""

    def read(given):
        if not given.isdecimal() or not 1 <= int(given) <= most:
            raise argparse.ArgumentTypeError(f"must be a number from 1 to {most}, not {given}")
        return int(given)

    return read
