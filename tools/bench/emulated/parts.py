"""All that is measured of the emulator: each part by its name, what it may be told, and its table."""

from bench import environments, processes
from bench.emulated import beside, calls, control, growth, stack, starts
from workbench.build import build_provider
from workbench.steps import say

# The order in which they are measured and shown.
PARTS = {
    "starts": (lambda options: starts.measured(options.rounds), starts.rows),
    "calls": (lambda options: calls.measured(options.rounds, options.seconds), calls.rows),
    "growth": (lambda options: growth.measured(options.sizes), growth.rows),
    "control": (lambda options: control.measured(options.users), control.rows),
    "stack": (lambda options: stack.measured(options.rounds), stack.rows),
    "beside": (lambda options: beside.measured(options.rounds, options.seconds), beside.rows),
}


def add_options(parser):
    """Add what the parts may be told to the options of a command line."""
    group = parser.add_argument_group("emulator")
    group.add_argument("--only", dest="parts", choices=PARTS, action="append", help="parts; all if none")
    group.add_argument("--seconds", type=float, default=1, help="how long each call is repeated in a round (1)")
    group.add_argument("--users", type=int, default=200, help="users of Cloud Control by pool size (200)")
    sizes = " ".join(map(str, growth.SIZES))
    group.add_argument("--sizes", type=int, nargs="+", default=growth.SIZES, help=f"users for growth ({sizes})")


def measured(options):
    """Return the data of the parts that are asked for, by part."""
    processes.required()
    chosen = [name for name in PARTS if name in (options.parts or PARTS)]
    if "beside" in chosen:
        environments.python_of("moto")  # what is missing is found before minutes of measuring, not after
    build_provider()
    # Else the first emulator of every part would make them beside what is measured.
    say("bench-emulator: first the archives of classes are made, if they are not there")
    starts.make_archives()
    return {name: PARTS[name][0](options) for name in chosen}


def tables(data):
    """Return the data as lines of Markdown."""
    lines = []
    for part in PARTS:
        if part in data:
            head, *rows = PARTS[part][1](data[part])
            lines += ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
            lines += ["| " + " | ".join(row) + " |" for row in rows] + [""]
    return lines
