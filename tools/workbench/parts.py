"""What the two programs are made of: one bill of materials in CycloneDX's form, and the NOTICE made from it."""

import json
import re
import sys

from workbench.maven import maven
from workbench.repository import ROOT
from workbench.steps import StepFailed, end_when_asked, say

NOTICE = ROOT / "NOTICE"
PROJECTS = {"provider": ROOT, "emulator": ROOT / "emulator"}
GOAL = "org.cyclonedx:cyclonedx-maven-plugin:makeBom"
# AWS's runtime client is copied beside the emulator, not compiled against, so Maven's list lacks it.
RUNTIME_CLIENT = ROOT / "emulator" / "target" / "ric"
RUNTIME_CLIENT_GROUP = "com.amazonaws"
RUNTIME_CLIENT_LICENCE = "Apache-2.0"
HEAD = """AWS::Connect::User and a local AWS to run it on
Licensed under the Apache License, Version 2.0; see LICENSE.

The provider's jar and the jar of `make dist` carry these libraries, each under its own licence. Those jars hold the
licences' texts that the libraries bring along. `make notice` writes this file.

Not given out, but in this repository: the signed requests in emulator/src/test/resources/connectlocal/auth come from
the test suite of aws-c-auth, Copyright Amazon.com, Inc. or its affiliates, Apache-2.0.
"""


def main():
    """Write NOTICE anew."""
    end_when_asked()
    try:
        NOTICE.write_text(notice(bill()), encoding="utf-8")
    except StepFailed as failure:
        sys.exit(f"notice: {failure}")
    say(f"notice: wrote {NOTICE.relative_to(ROOT)}")


def bill():
    """Return one bill of materials for both programs and AWS's runtime client, each component once, in order."""
    parts = []
    for name, folder in PROJECTS.items():
        maven(f"bill of materials of the {name}", folder, GOAL)
        parts.append(json.loads((folder / "target" / "sbom.json").read_text(encoding="utf-8")))
    return merged(parts, runtime_client())


def merged(bills, more):
    """Return the first bill with the components of all bills and `more`, each once, ordered by their package URL."""
    every = {component["purl"]: component for part in bills for component in part["components"]}
    every |= {component["purl"]: component for component in more}
    whole = {name: bills[0][name] for name in ("bomFormat", "specVersion", "version")}
    main_parts = [part["metadata"]["component"] for part in bills]
    whole["metadata"] = {
        "tools": bills[0]["metadata"]["tools"],
        "component": main_parts[-1] | {"components": main_parts[:-1]},
    }
    whole["components"] = [every[purl] for purl in sorted(every)]
    return whole


def runtime_client():
    """Return AWS's runtime client as components, from the names of the jars that the build copied beside our own."""
    found = []
    for jar in sorted(RUNTIME_CLIENT.glob("aws-*.jar")):
        name, version = re.fullmatch(r"(.+)-(\d[\w.]*)\.jar", jar.name).groups()
        found.append(
            {
                "type": "library",
                "group": RUNTIME_CLIENT_GROUP,
                "name": name,
                "version": version,
                "licenses": [{"license": {"id": RUNTIME_CLIENT_LICENCE}}],
                "purl": f"pkg:maven/{RUNTIME_CLIENT_GROUP}/{name}@{version}?type=jar",
            }
        )
    if not found:
        raise StepFailed(f"no jars in {RUNTIME_CLIENT.relative_to(ROOT)}; run: tools/build emulator")
    return found


def notice(whole):
    """Return the text of NOTICE for a bill of materials. Raises StepFailed when a component has no licence."""
    lines = [HEAD]
    for component in whole["components"]:
        name = f"{component['group']}:{component['name']} {component['version']}"
        lines.append(f"{name} - {' or '.join(licences(component, name))}")
    return "\n".join(lines) + "\n"


def licences(component, name):
    """Return the names of a component's licences."""
    found = [
        choice.get("expression") or choice["license"].get("id") or choice["license"].get("name")
        for choice in component.get("licenses", [])
    ]
    if not all(found) or not found:
        raise StepFailed(f"{name} names no licence; look it up before it is given out")
    return found


def differences(whole):
    """Return what is wrong with NOTICE, in words; nothing when it is what the bill of materials says."""
    wanted = notice(whole).splitlines()
    written = NOTICE.read_text(encoding="utf-8").splitlines() if NOTICE.exists() else []
    lacks = [f"NOTICE lacks: {line}" for line in wanted if line not in written]
    return lacks + [f"NOTICE has too much: {line}" for line in written if line not in wanted]


if __name__ == "__main__":
    main()
