"""Makes the package that `cfn submit` uploads, under any type name.

On AWS the namespace AWS is reserved, so those who want the type in their account register the same code under a
namespace of their own. The renamed project is a whole project of the CLI, in target/package/: everything that works
here, works there.
"""

import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

from workbench.maven import alone, maven
from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, end_when_asked, run, say
from workbench.type_name import OWN, TypeName, UnusableName

CFN = ROOT / "tools" / "cfnw"
# Held while a package is made, for two at once would write into one folder.
FOLDER_LOCK = ROOT / "tools" / "package-type"
# What makes a project of the CLI. Documents, role and generated sources are made anew under the other name.
PROJECT_FILES = (".rpdk-config", "pom.xml", "template.yml", "lombok.config", "src", "inputs", "LICENSE")


def main(arguments):
    """Package the type that the command line names and print what to do with the package."""
    end_when_asked()
    try:
        name = TypeName.parse(arguments[0] if arguments else OWN)
        with alone(FOLDER_LOCK):
            folder = ROOT if name.text == OWN else renamed_project(name)
            archive = package(name, folder)
    except (UnusableName, StepFailed) as failure:
        sys.exit(f"package: {failure}")
    print(f"\n{name.text} is packaged: {archive}")
    if name.reserved:
        print("An account cannot register a type of the namespace AWS. Under a name of your own it can:")
        print("  make package TYPE=Acme::Connect::User")
    else:
        print("To register it in your account, in the region where it is to be used:")
        print(f"  cd {os.path.relpath(folder, Path.cwd())} && tools/cfnw submit --set-default --region REGION")


def package(name, folder, *options):
    """Build a project of the CLI, with Maven's options, and return the archive that `cfn submit` would upload."""
    environment = isolated_environment()
    say(f"package: build {name.text}")
    maven("build", folder, "package", "-Dmaven.test.skip=true", *options)
    keep_newest_jar(folder / "target", name)
    say("package: cfn validate")
    run("cfn validate", [CFN, "validate"], cwd=folder, env=environment)
    say("package: cfn submit --dry-run")
    run("cfn submit", [CFN, "submit", "--dry-run"], cwd=folder, env=environment)
    archive = folder / f"{name.hyphenated}.zip"
    if folder == ROOT:
        return archive.replace(folder / "target" / archive.name)
    return archive


def keep_newest_jar(target, name):
    """Remove what earlier builds left: the CLI gives up when it finds several jars, or packages the wrong one."""
    jars = sorted(target.glob(f"{name.hyphenated}-*.jar"), key=lambda jar: jar.stat().st_mtime)
    if not jars or not zipfile.is_zipfile(jars[-1]):
        raise StepFailed(f"the build left no whole {name.hyphenated}-*.jar in {target}; run: make clean, then again")
    for jar in jars[:-1]:
        jar.unlink()


def renamed_project(name):
    """Write the project under another type name, from scratch, and return its folder."""
    folder = ROOT / "target" / "package" / name.hyphenated
    say(f"package: write {name.text} to {folder.relative_to(ROOT)}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    own = TypeName(OWN)
    for file in PROJECT_FILES:
        source = ROOT / file
        if source.is_dir():
            shutil.copytree(source, folder / file)
        elif source.exists():
            shutil.copy(source, folder)
    shutil.copy(ROOT / f"{own.hyphenated}.json", folder / f"{name.hyphenated}.json")
    rename_inside(folder, {own.text: name.text, own.hyphenated: name.hyphenated})
    check_renamed(folder, name)
    # The build runs tools/cfnw of its own project; it is the same one.
    (folder / "tools").symlink_to(os.path.relpath(ROOT / "tools", folder), target_is_directory=True)
    return folder


def rename_inside(folder, names):
    """Replace names in every text file below a folder."""
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        content = file.read_bytes()
        changed = content
        for old, new in names.items():
            changed = changed.replace(old.encode(), new.encode())
        if changed != content:
            file.write_bytes(changed)


def check_renamed(folder, name):
    """Make sure that what CloudFormation reads bears the new name and that the code's entry point is kept."""
    settings = json.loads((folder / ".rpdk-config").read_text(encoding="utf-8"))
    schema = json.loads((folder / f"{name.hyphenated}.json").read_text(encoding="utf-8"))
    original = json.loads((ROOT / ".rpdk-config").read_text(encoding="utf-8"))
    if settings["typeName"] != name.text or schema["typeName"] != name.text:
        raise StepFailed(f"{folder}: .rpdk-config and schema do not both say {name.text}")
    if settings["entrypoint"] != original["entrypoint"]:
        raise StepFailed(f"{folder}: the entry point changed to {settings['entrypoint']}")


if __name__ == "__main__":
    main(sys.argv[1:])
