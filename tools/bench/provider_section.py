"""The section of BENCHMARKS.md about the provider's jar, as Lambda runs it."""

import contextlib
from pathlib import Path

from bench import provider
from bench.section import Plot, Section

RATIOS = "provider-ratios.svg"
TIMES = "provider-times.svg"
DRAWN = ("cold: both", "cold: processor", "first of", "memory", "processor time")
EXPLANATION = f"""\
A new process of AWS's runtime interface client with Lambda's flags and 512 MB; Connect is the emulator, on loopback.
`cold` is a new process until it asks for work (`init`) and its answer to a first READ; `first of a process` is the
first call of a new process after its init. `UPDATE all` changes names, phone, both profiles and tags; `UPDATE none`
asks for what is there. Warm calls come after a few of their kind, steady ones after {provider.STEADY_AFTER} READs and
{provider.OTHERS_AFTER} calls of each other kind.
`logged` is a type that is registered with a log group: the provider sends lines and metrics to CloudWatch, on loopback.
With Connect {provider.LATENCY_MILLIS} ms away, milliseconds by {provider.LATENCY_MILLIS}
are round trips.""".splitlines()


def add_options(parser):
    """Add the options of this section to those of the command line."""
    group = parser.add_argument_group("provider")
    group.add_argument("--beside", type=Path, metavar="JAR", help="another provider, that ratios are to")
    group.add_argument("--beside-handler", default=provider.own_handler(), help="its entry point (the same as ours)")
    group.add_argument(
        "--beside-lacks",
        choices=provider.LACKABLE,
        action="append",
        help="an action it has not",
    )
    group.add_argument("--beside-name", default="the other", help="what it is called (the other)")
    group.add_argument("--calls", type=int, default=15, help="warm calls of an action in a round (15)")


def section(options):
    """Measure, and return the section."""
    options.jar, options.handler, options.only = provider.JAR, provider.own_handler(), None
    variants = provider.chosen(options)
    with contextlib.ExitStack() as stack:
        figures = provider.measured(variants, options, *provider.services(stack))
    lines = [*EXPLANATION, "", *provider.report(variants, figures, options.rounds, options.beside_name)]
    return Section("The provider on Lambda", lines, plots(figures, options.beside_name))


def plots(figures, other):
    """Return the ratios of what is measured beside another, and ours in milliseconds."""
    ours = figures["ours"]
    times = {name: values for name, values in ours.items() if name.startswith(("cold", "warm: "))}
    drawn = [Plot(TIMES, "This provider, ms", times)]
    if "beside" in figures:
        ratios = {name: provider.ratios(figures, name) for name in figures["beside"] if name.startswith(DRAWN)}
        drawn.insert(0, Plot(RATIOS, f"This provider / {other}", ratios))
    return drawn
