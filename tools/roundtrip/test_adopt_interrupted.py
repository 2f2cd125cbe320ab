"""Whatever interrupts the adoption, it goes on from there, and nobody is lost without being named."""

import json
import re
import signal
import subprocess
import time

from crowd import INSTANCE, INSTANCE_ID
from watched import DENIED, calls_of, users_of

from workbench.repository import ROOT


def test_interrupted_then_again_reads_only_what_is_missing(adopt, admin, address, number, tmp_path):
    whole = adopt("crowd", "--out", "once", "--stack-name", "staff").stdout
    admin("DELETE", "requests")
    admin("POST", "faults", DENIED | {"call": 11})
    try:
        failed = adopt("crowd", "--out", "code", code=1)
    finally:
        admin("DELETE", "faults")
    assert "5 reads in a row failed, and then that of" in failed.stderr
    assert "no access: GetResource" in failed.stderr
    assert [file.name for file in tmp_path.iterdir() if "code" in file.name] == ["code.progress.json"]
    kept = json.loads((tmp_path / "code.progress.json").read_text(encoding="utf-8"))
    assert len(kept["users"]) == 10
    assert kept["source"]["endpoint"] == address
    assert (tmp_path / "code.progress.json").stat().st_mode & 0o077 == 0
    admin("DELETE", "requests")
    done = adopt("crowd", "--out", "code", "--stack-name", "staff")
    assert f"10 of {number:,} users read by an earlier run" in done.stderr
    assert len(calls_of(admin, "GetResource")) == number - 10
    assert done.stdout.replace("code/", "once/") == whole
    assert sorted(file.name for file in tmp_path.iterdir()) == ["code", "once"]
    for file in (tmp_path / "code").rglob("*.*"):
        if file.is_file():
            other = tmp_path / "once" / file.relative_to(tmp_path / "code")
            assert file.read_bytes() == other.read_bytes().replace(b"\ncd once\n", b"\ncd code\n")


def test_unreadable_user_is_named_and_the_others_adopted(adopt, admin, number, tmp_path):
    # One strikes the third user's read; the other counts what that one lets through, and strikes when it comes again.
    admin("POST", "faults", DENIED | {"call": 3, "times": 1})
    admin("POST", "faults", DENIED | {"call": number})
    try:
        done = adopt("crowd", "--to", "terraform", "--out", "code", code=1)
    finally:
        admin("DELETE", "faults")
    assert "1 user could not be read, and stand in no file" in done.stderr
    (who,) = re.findall(r"^  (\S+) \((arn:\S+)\): no access: GetResource was refused", done.stderr, re.MULTILINE)
    left_out = next(user for user in users_of(admin) if f"{INSTANCE}/agent/{user['Id']}" == who[1])
    assert left_out["Username"] == who[0]
    imports = (tmp_path / "code" / "imports.tf").read_text(encoding="utf-8")
    assert (imports.count("import {"), who[1] in imports) == (number - 1, False)
    assert [file.name for file in tmp_path.iterdir()] == ["code"]


def test_changed_after_an_interrupted_run_is_read_again(adopt, admin, client, number, tmp_path):
    """The templates have what there is when they are written, not what the interrupted run saw."""
    admin("DELETE", "requests")
    admin("POST", "faults", DENIED | {"call": 11})
    try:
        adopt("crowd", "--out", "code", code=1)
    finally:
        admin("DELETE", "faults")
    kept = json.loads((tmp_path / "code.progress.json").read_text(encoding="utf-8"))["users"]
    assert len(kept) == 10
    arn, before = next((arn, user["shown"]) for arn, user in kept.items())
    changing = {"InstanceId": INSTANCE_ID, "UserId": arn.rpartition("/")[2]}
    former = {"FirstName": before["IdentityInfo"]["FirstName"], "LastName": before["IdentityInfo"]["LastName"]}
    others = {name: before["IdentityInfo"][name] for name in ("Email", "Mobile") if name in before["IdentityInfo"]}
    connect = client("connect")
    connect.update_user_identity_info(IdentityInfo=others | former | {"LastName": "Tuesday"}, **changing)
    try:
        done = adopt("crowd", "--out", "code")
    finally:
        connect.update_user_identity_info(IdentityInfo=others | former, **changing)
    assert "1 user read by an earlier run may have changed since" in done.stderr
    assert f"9 of {number:,} users read by an earlier run" in done.stderr
    assert "Tuesday" in (tmp_path / "code" / "code-1" / "template-1.yaml").read_text(encoding="utf-8")


def test_sigterm_in_the_middle_keeps_what_was_read(environment, admin, tmp_path):
    """A fault holds the 11th read until the signal has come, so what is kept does not depend on speed."""
    fault = {"service": "cloudcontrolapi", "operation": "GetResource", "kind": "delay", "call": 11, "ms": 60000}
    admin("DELETE", "requests")
    admin("POST", "faults", fault)
    process = subprocess.Popen(
        [ROOT / "tools" / "adopt", "crowd", "--out", "code"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(3000):
            if len(calls_of(admin, "GetResource")) >= 10 and admin("GET", "faults")[0]["struck"]:
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    finally:
        admin("DELETE", "faults")
        process.kill()
        process.wait()
    assert process.returncode == 130, errors
    assert "the same command goes on from there" in errors
    assert [file.name for file in tmp_path.iterdir()] == ["code.progress.json"]
    assert len(json.loads((tmp_path / "code.progress.json").read_text(encoding="utf-8"))["users"]) == 10


def test_throttled_again_and_again_gets_there(adopt, admin, number):
    admin("POST", "faults", {"service": "cloudcontrolapi", "operation": "GetResource", "kind": "throttle", "times": 3})
    try:
        assert f"{number:,} users" in adopt("crowd", "--dry-run").stdout
        (fault,) = admin("GET", "faults")
        assert fault["struck"] == 3
    finally:
        admin("DELETE", "faults")
