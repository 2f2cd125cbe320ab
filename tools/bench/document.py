"""Writes BENCHMARKS.md: a head that says on what it was measured, and a section from each part of the project."""

import argparse
import contextlib
import datetime
import json
import os
import platform
import shlex
import subprocess
import sys
from pathlib import Path

from bench import emulator_section, environments, processes, provider_section
from bench.clients import WentWrong
from workbench.repository import ROOT
from workbench.steps import StepFailed, end_when_asked, run, say

DOCUMENT = ROOT / "BENCHMARKS.md"
PLOTS = ROOT / "guide" / "benchmarks"
# Texts of sections, between runs; no pages, for their pictures are found from the document.
KEPT = Path(__file__).with_name("sections")


# Each measures what is its own and returns a Section; it has options of the command line.
SECTIONS = {"provider": provider_section, "emulator": emulator_section}


def main():
    """Measure the chosen sections and write the document; what is not measured again is kept as it stands."""
    parser = argparse.ArgumentParser(prog="tools/benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--section", choices=SECTIONS, action="append", help="measure this one alone; all if none")
    parser.add_argument("--only-write", action="store_true", help="measure nothing: put together what is kept")
    parser.add_argument("--rounds", type=int, default=9, help="how often each variant is measured (9)")
    for each in SECTIONS.values():
        each.add_options(parser)
    options = parser.parse_args()
    end_when_asked()
    try:
        processes.required()
        environments.python_of("plots")  # what is missing is found before minutes of measuring, not after
        for name in () if options.only_write else options.section or SECTIONS:
            say(f"benchmarks: {name}")
            write(name, SECTIONS[name].section(options))
        DOCUMENT.write_text("\n".join(document()) + "\n", encoding="utf-8")
    except (StepFailed, WentWrong, processes.NeedsLinux) as failure:
        sys.exit(f"benchmarks: {failure}")
    say(f"benchmarks: {DOCUMENT.name} is written")


def write(name, section, folder=None):
    """Keep a section, and draw its plots, among those of the other sections; in one folder if it is given."""
    kept, plots = folder or KEPT, folder or PLOTS
    for each in (kept, plots):
        each.mkdir(parents=True, exist_ok=True)
    text = [f"## {section.heading}", "", measured_on(), "", *section.lines]
    for plot in section.plots:
        text += ["", f"![{plot.title}](guide/benchmarks/{plot.file})"]
    (kept / f"{name}.md").write_text("\n".join(text) + "\n", encoding="utf-8")
    wanted = [{"file": str(plots / p.file), "title": p.title, "boxes": p.boxes} for p in section.plots]
    draw(wanted)


def draw(plots):
    """Have plots drawn."""
    charts = Path(__file__).with_name("charts.py")
    subprocess.run([environments.python_of("plots"), charts], input=json.dumps(plots), text=True, check=True)


def document(folder=KEPT):
    """Return the lines of the whole document, from the sections that are there."""
    lines = ["# Benchmarks", ""]
    lines += ["Made by `make benchmarks`; do not edit. `ARGS='--section NAME'` measures one section anew.", ""]
    lines += [
        "Times depend on the machine and on what else it does. Ratios are made within a round, in which the variants"
    ]
    lines += ["take turns, and hold better; boxes in the plots are quartiles of the rounds, and so are brackets where"]
    lines += ["a section does not say otherwise."]
    for name in SECTIONS:
        # What was measured, then what people say about it.
        for kept in (folder / f"{name}.md", folder / f"{name}-notes.md"):
            if kept.is_file():
                lines += ["", *kept.read_text(encoding="utf-8").splitlines()]
    return lines


def measured_on():
    """Return the line that says when, on what and how a section was measured."""
    java = version_of(run("java", [ROOT / "tools" / "jdk"], cwd=ROOT, capture=True, show=False).strip())
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    cpu = next((line.split(":")[1].strip() for line in info.splitlines() if "model name" in line), platform.machine())
    commit = ""
    with contextlib.suppress(FileNotFoundError):  # who has downloaded an archive may have no git
        head = ["git", "rev-parse", "--short", "HEAD"]
        commit = subprocess.run(head, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return (
        f"Measured on {datetime.datetime.now(datetime.UTC):%Y-%m-%d} at commit {commit or '?'} by"
        f" `{shlex.join(['tools/benchmarks', *sys.argv[1:]])}`, on {os.cpu_count()} processors ({cpu}),"
        f" {platform.system()} {platform.release()}, load at the end {os.getloadavg()[0]:.1f}; {java}; Python"
        f" {platform.python_version()}."
    )


def version_of(java):
    """Return the line in which a JVM names itself; it may say before that it heeds a variable."""
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr.splitlines()
    return next(line for line in told if " version " in line)


if __name__ == "__main__":
    main()
