"""The section of BENCHMARKS.md about the emulator itself."""

from bench.emulated import control, growth, parts
from bench.section import Plot, Section

STARTS = "emulator-starts.svg"
BESIDE = "emulator-beside.svg"
EXPLANATION = """\
Medians of {rounds} rounds, of {pools} in the table of pools; ratios are made within a round, and what is shown is
their median. Growth is measured once: a look is the median of {looks}, a list or search the fastest of {walks}.
`with archives` is every start but the first: the emulator and the provider's process load their classes from an archive
then. `first operation` goes through Cloud Control and the provider's process. Calls are Connect's own, on kept
connections. `heap a user` is what the JVM holds after a collection, less what it holds without users. In the table of
pools brackets are such ratios, to the smallest pool; the stack has a process for each processor. Beside moto's server
are only calls that both have.
"""

add_options = parts.add_options


def section(options):
    """Measure, and return the section."""
    data = parts.measured(options)
    lines = [*explanation(options.rounds), "", *parts.tables(data)]
    return Section("The emulator", lines[:-1] if lines[-1] == "" else lines, plots(data))


def explanation(rounds):
    """Return the lines that say what the tables are of."""
    text = EXPLANATION.format(rounds=rounds, pools=control.ROUNDS, looks=growth.LOOKS, walks=growth.WALKS)
    return text.splitlines()


def plots(data):
    """Return the starts in milliseconds, and the processor time of calls beside moto's."""
    drawn = []
    if "starts" in data:
        boxes = {f"{name}, {kind}": each[name] for kind, each in data["starts"].items() for name in each}
        drawn.append(Plot(STARTS, "Starts of the emulator, ms", boxes))
    if "beside" in data:
        ratios = {
            name: [a["rate"] / b["rate"] for a, b in zip(servers["this"], servers["moto"], strict=True)]
            for name, servers in data["beside"].items()
        }
        drawn.append(Plot(BESIDE, "Calls a second, this emulator / moto's server", ratios))
    return drawn
