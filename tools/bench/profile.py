"""Where the provider's time and memory go: at its start by the JVM's own counters, at work by samples.

`PYTHONPATH=tools tools/py python -m bench.profile` prints both; each is of one process, so read them beside the
benchmark's medians.
"""

import json
import re
import subprocess
import sys
from collections import Counter

from bench import provider
from bench.functions import Function, Variant
from bench.life import Life
from workbench.steps import StepFailed, end_when_asked

# Counters of HotSpot, in ticks of its own clock: what each adds up, without what is nested in it.
COUNTERS = {
    "finding and defining classes": ("sun.cls.defineAppClassTime.self", "sun.cls.sysClassLoadTime"),
    "verifying and linking": ("sun.cls.classVerifyTime.self", "sun.cls.classLinkedTime.self"),
    "static initialisers": ("sun.cls.classInitTime.self",),
    "compiling, beside it": ("java.ci.totalTime",),
    "collecting the heap": ("sun.gc.collector.0.time", "sun.gc.collector.1.time"),
}
MEMORY = ("Java Heap", "Metaspace", "Class", "Shared class space", "Symbol", "Code", "Thread")
# The first that a frame's class begins with owns a sample; what the JDK does is done for whoever called it.
OWNERS = {
    "handlers, rules, translation": "software.amazon.connect.user.",
    "generated client": "software.amazon.connect.slice.",
    "SDK": "software.amazon.awssdk.",
    "HTTP client": "org.apache.http.",
    "Jackson": "com.fasterxml.jackson.",
    "schema": ("org.everit.", "org.json."),
    "framework": "software.amazon.cloudformation.",
    "runtime interface client": "com.amazonaws.services.lambda.",
}
JDK = "JDK alone"
SAMPLED_CALLS = 1_500
SAMPLED = ("READ", "CREATE", "UPDATE none")


def main():
    """Print both tables."""
    end_when_asked()
    ours = Variant("ours", provider.JAR, provider.own_handler())
    try:
        with provider.service() as address:
            print("\n".join([*start(ours, address), "", *work(ours, address)]))
    except (StepFailed, subprocess.CalledProcessError) as failure:
        sys.exit(f"profile: {failure}")


def start(variant, address):
    """Return the lines of what a process has done and holds after its first READ."""
    measuring = Variant(
        variant.name, variant.jar, variant.handler, (*variant.options, "-XX:NativeMemoryTracking=summary")
    )
    with Function(measuring, address) as function:
        Life(function, address).run("READ")
        counters = parsed(jcmd(function, "PerfCounter.print"))
        memory = jcmd(function, "VM.native_memory", "summary")
    ticks = counters["sun.os.hrt.frequency"] / 1000
    lines = ["| until the first READ is answered | |", "|---|---|"]
    lines += [f"| {name} | {sum(map(counters.get, keys)) / ticks:.0f} ms |" for name, keys in COUNTERS.items()]
    lines.append(
        f"| classes | {counters['java.cls.loadedClasses'] + counters['java.cls.sharedLoadedClasses']},"
        f" {counters['java.cls.sharedLoadedClasses']} of them from the JDK's archive |"
    )
    return lines + [f"| memory: {name} | {size:.1f} MiB |" for name, size in committed(memory).items()]


def parsed(text):
    """Return the counters that are numbers, by name."""
    return {name: int(value) for name, value in re.findall(r"^([\w.]+)=(\d+)$", text, re.MULTILINE)}


def committed(text):
    """Return what parts of the JVM have taken of the machine's memory, in MiB."""
    found = dict(re.findall(r"^-\s+([A-Z][\w ]+?) \(reserved=\d+KB, committed=(\d+)KB\)", text, re.MULTILINE))
    return {name: int(found[name]) / 1024 for name in MEMORY}


def work(variant, address):
    """Return the lines of what each action's processor time is spent for, once the process has answered hundreds."""
    shares = {action: sampled(variant, address, action) for action in SAMPLED}
    lines = ["| steady, of the samples | " + " | ".join(SAMPLED) + " |", "|---" * (1 + len(SAMPLED)) + "|"]
    for owner in (*OWNERS, JDK):
        cells = [f"{100 * found[owner] / max(1, found.total()):.0f} %" for found in shares.values()]
        lines.append(f"| {owner} | " + " | ".join(cells) + " |")
    return [*lines, "| samples | " + " | ".join(str(found.total()) for found in shares.values()) + " |"]


def sampled(variant, address, action):
    """Return how many samples of a steady process belong to whom."""
    with Function(variant, address) as function:
        life = Life(function, address)
        for _ in range(provider.STEADY_AFTER):
            life.run(action)
        recording = function.home / "steady.jfr"
        # Its usual place is the temporary directory, which every invocation empties.
        jcmd(function, "JFR.configure", f"repositorypath={function.home}")
        jcmd(function, "JFR.start", "name=steady", "settings=profile", f"filename={recording}")
        for _ in range(SAMPLED_CALLS):
            life.run(action)
        jcmd(function, "JFR.stop", "name=steady")
        command = ["jfr", "print", "--json", "--stack-depth", "64", "--events", "jdk.ExecutionSample", recording]
        events = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return Counter(owner(event["values"]) for event in events["recording"]["events"])


def owner(sample):
    """Return whom a sample belongs to."""
    frames = (sample.get("stackTrace") or {}).get("frames") or []
    for frame in frames:
        name = frame["method"]["type"]["name"].replace("/", ".")
        for who, prefix in OWNERS.items():
            if name.startswith(prefix):
                return who
    return JDK


def jcmd(function, *command):
    """Return what the JVM of a function answers to a diagnostic command."""
    return subprocess.run(
        ["jcmd", str(function.pid), *command], capture_output=True, text=True, check=True, timeout=60
    ).stdout


if __name__ == "__main__":
    main()
