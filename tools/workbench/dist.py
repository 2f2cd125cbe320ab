"""Makes what can be given out, in dist/: a jar that runs without a build, archives, sums, bill of materials.

Two runs on the same sources give the same bytes: entries are in order, times are fixed, nothing is this machine's.
"""

import gzip
import hashlib
import io
import json
import shutil
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from workbench import parts
from workbench.maven import alone, maven
from workbench.repository import ROOT, isolated_environment
from workbench.steps import StepFailed, end_when_asked, run, say

DIST = ROOT / "dist"
NAME = "connect-local"
VERSION = "0.1.0"
LISTING = DIST / f"{NAME}.cdx.json"
SUMS = "SHA256SUMS"
# Of a release: a page of downloads has no folders, so what Maven reads is in an archive, too.
ATTACHED = (f"{NAME}.jar", LISTING.name, f"{NAME}-{VERSION}.tar.gz", f"{NAME}-maven-{VERSION}.tar.gz")
# Held while dist/ is written, for two at once would write into one folder.
FOLDER_LOCK = ROOT / "tools" / "dist"
LAUNCHER = "connectlocal/launch/"
START = f"{LAUNCHER}Start"
EMULATOR = "emulator/target/connect-emulator.jar"
PROVIDER = "target/aws-connect-user-1.0-SNAPSHOT.jar"
# What the emulator looks for around itself, in the places where a built repository has it.
BUNDLE = (
    EMULATOR,
    "emulator/target/lib/*.jar",
    "emulator/target/ric/*.jar",
    PROVIDER,
    "aws-connect-user.json",
    ".rpdk-config",
)
ZIP_TIME = (1980, 2, 1, 0, 0, 0)
TAR_TIME = 1_767_225_600  # 2026-01-01, as the builds of both programs have it
JUNIT = ROOT / "junit"
GROUP = "connectlocal"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>connectlocal</groupId>
  <artifactId>{name}</artifactId>
  <version>{version}</version>
</project>
"""
SCRIPT = ROOT / "tools" / "workbench" / "connect-local.sh"


def main():
    """Build both programs and write dist/ anew."""
    end_when_asked()
    try:
        with alone(FOLDER_LOCK):
            files = make()
    except StepFailed as failure:
        sys.exit(f"dist: {failure}")
    for file in files:
        print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB")
    print(f"\nTo run it anywhere with Java 17 or newer: java -jar {NAME}.jar")


def make():
    """Write dist/ and return its files; what was there is replaced only when all of it is made."""
    fresh = ROOT / "target" / "dist"
    recover(DIST, fresh)
    run("build", [ROOT / "tools" / "build", "provider", "emulator"], cwd=ROOT, env=isolated_environment())
    say("dist: the bill of materials")
    bill = parts.bill()
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    say("dist: one jar, one archive")
    jar = fresh / f"{NAME}.jar"
    jar.write_bytes(jar_of(bundle_of(ROOT), start_of(ROOT)))
    listing = fresh / LISTING.name
    listing.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    (fresh / f"{NAME}-{VERSION}.tar.gz").write_bytes(archive_of(jar, listing))
    say("dist: the extension for JUnit, and both jars as Maven finds them")
    maven("junit extension", JUNIT, "verify")
    publish(fresh / "maven", NAME, jar, POM.format(name=NAME, version=VERSION))
    extension = f"{NAME}-junit"
    built = JUNIT / "target" / f"{extension}-{VERSION}.jar"
    publish(fresh / "maven", extension, built, (JUNIT / "pom.xml").read_text(encoding="utf-8"))
    (fresh / f"{NAME}-maven-{VERSION}.tar.gz").write_bytes(packed(repository_of(fresh / "maven")))
    sums = "".join(f"{digest((fresh / name).read_bytes())}  {name}\n" for name in sorted(ATTACHED))
    (fresh / SUMS).write_text(sums, encoding="ascii")
    replace(DIST, fresh)
    return sorted(file for file in DIST.rglob("*") if file.suffix not in (".sha1", ".pom") and file.is_file())


def former_of(fresh):
    """Return where a folder waits while a fresh one takes its place."""
    return fresh.with_name(f"{fresh.name}-before")


def recover(folder, fresh):
    """Put back the folder that a run took away which was killed before it had put a fresh one there."""
    former = former_of(fresh)
    if former.exists() and not folder.exists():
        former.rename(folder)


def replace(folder, fresh):
    """Put a fresh folder in the place of another, which is removed when the fresh one is there: a kill leaves one.

    It is for others to read, whatever this shell's umask: an image keeps the modes.
    """
    for path in (fresh, *fresh.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    former = former_of(fresh)
    shutil.rmtree(former, ignore_errors=True)
    if folder.exists():
        folder.rename(former)
    fresh.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def publish(repository, name, jar, pom):
    """Lay a jar and its project description into a folder as a Maven repository has them, with their sums."""
    folder = repository / GROUP / name / VERSION
    folder.mkdir(parents=True)
    for kind, content in (("jar", jar.read_bytes()), ("pom", pom.encode())):
        file = folder / f"{name}-{VERSION}.{kind}"
        file.write_bytes(content)
        file.with_name(f"{file.name}.sha1").write_text(hashlib.sha1(content).hexdigest(), encoding="ascii")


def bundle_of(root):
    """Return what the jar carries: path inside to bytes. Raises StepFailed when the builds left it incomplete."""
    bundle = {}
    for pattern in BUNDLE:
        found = sorted(root.glob(pattern))
        if not found:
            raise StepFailed(f"no {pattern}; run: make clean, then again")
        bundle |= {str(file.relative_to(root)): file.read_bytes() for file in found}
    return bundle


def start_of(root):
    """Return the class that the jar starts with, compiled for a Java that is too old for all else, and is to say so."""
    java = Path(run("jdk", [root / "tools" / "jdk", "--compiler"], cwd=root, show=False).strip())
    options = ("--release", "8", "-Xlint:all,-options", "-Werror", "-implicit:none", "-proc:none")
    with tempfile.TemporaryDirectory() as folder:
        command = [java.resolve().parent / "javac", *options, "-cp", root / EMULATOR, "-d", folder]
        run("javac", [*command, root / "emulator" / "src" / "dist" / "java" / f"{START}.java"], cwd=root)
        return (Path(folder) / f"{START}.class").read_bytes()


def jar_of(bundle, start):
    """Return the bytes of the jar: what it starts with, the launcher, licence and notice, and the bundle as it is."""
    with zipfile.ZipFile(io.BytesIO(bundle[EMULATOR])) as emulator:
        classes = {name: emulator.read(name) for name in emulator.namelist() if is_launcher(name)}
    if not classes:
        raise StepFailed(f"{EMULATOR} has no {LAUNCHER}; run: make clean, then again")
    main = START.replace("/", ".")
    manifest = f"Manifest-Version: 1.0\nMain-Class: {main}\nImplementation-Version: {VERSION}\n\n"
    entries = {"META-INF/MANIFEST.MF": manifest.encode(), "bundle.sha256": bundle_digest(bundle).encode()}
    entries |= {f"META-INF/{name}": (ROOT / name).read_bytes() for name in ("LICENSE", "NOTICE")}
    entries |= {f"{START}.class": start} | classes
    entries |= {f"bundle/{path}": content for path, content in sorted(bundle.items())}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as jar:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.external_attr = 0o644 << 16
            # Jars are compressed already; the rest is small.
            jar.writestr(entry, content, zipfile.ZIP_STORED)
    return written.getvalue()


def is_launcher(name):
    """Whether a class of the emulator's jar belongs to what unpacks the bundle."""
    return name.startswith(LAUNCHER) and name.endswith(".class")


def bundle_digest(bundle):
    """Return what distinguishes this bundle from every other one."""
    lines = "".join(f"{digest(content)}  {path}\n" for path, content in sorted(bundle.items()))
    return digest(lines.encode())


def archive_of(jar, listing):
    """Return the bytes of the archive: the jar, a command in bin/ that looks for Java, schema, bill, licences."""
    top = f"{NAME}-{VERSION}"
    members = {
        f"{top}/bin/{NAME}": (SCRIPT.read_bytes(), 0o755),
        f"{top}/{jar.name}": (jar.read_bytes(), 0o644),
        f"{top}/{listing.name}": (listing.read_bytes(), 0o644),
        f"{top}/seed.schema.json": ((ROOT / "emulator" / "seed.schema.json").read_bytes(), 0o644),
        f"{top}/LICENSE": ((ROOT / "LICENSE").read_bytes(), 0o644),
        f"{top}/NOTICE": ((ROOT / "NOTICE").read_bytes(), 0o644),
    }
    return packed(members)


def repository_of(folder):
    """Return the members of an archive of a folder, below the folder's name."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder.parent)): (file.read_bytes(), 0o644) for file in files}


def packed(members):
    """Return the bytes of an archive of members, each its name with content and mode."""
    written = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=written, mode="wb", mtime=TAR_TIME, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for name, (content, mode) in members.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(content), mode, TAR_TIME
            archive.addfile(member, io.BytesIO(content))
    return written.getvalue()


def digest(content):
    """Return the SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()
