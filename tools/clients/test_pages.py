"""The pages with commands for an emulator of their own, typed as a reader would, one page after the other.

Two things differ from a reader's machine: ports are free ones, by the environment, so addresses on the page are changed
to them; and what a page leaves to the reader, names in capitals and a folder of inputs, is filled in.
"""

import re
import shutil
import socket
import sys
from pathlib import Path

import pytest

from workbench import pages
from workbench.repository import ROOT

sys.path.append(str(Path(__file__).parent / "templates"))
from page import Shell

ADDRESS = "http://127.0.0.1:4566"
EMULATOR = "emulator/bin/emulator"
WAIT = f"for n in $(seq 100); do {EMULATOR} health > health.log 2>&1 && break; sleep 0.2; done; grep ok health.log"
# Pages that are typed here; tools/tests/test_pages.py knows who types the others.
TYPED = {
    "README.md": {"INSTANCE": "11111111-1111-1111-1111-111111111111"},
    "emulator/README.md": {},
    "examples/README.md": {},
    "examples/cloudcontrol/README.md": {},
    "guide/imports.md": {},
}
# What there must be before a block: users, to be brought under code.
BEFORE = {
    ("README.md", "tools/adopt INSTANCE"): (
        "aws connect create-user --instance-id INSTANCE --username ada.lovelace --password Passw0rd1"
        " --identity-info FirstName=Ada,LastName=Lovelace --phone-config PhoneType=SOFT_PHONE --tags Team=Berlin"
        " --routing-profile-id 22222222-2222-2222-2222-222222222222"
        " --security-profile-ids 33333333-3333-3333-3333-333333333333"
        " --hierarchy-group-id 44444444-4444-4444-4444-000000000002",
    )
}
# What a reader's shell may have: another region, a proxy that knows another 127.0.0.1, and nothing of what a page sets.
READERS = (
    "export AWS_REGION=eu-central-1 http_proxy=http://127.0.0.1:9 no_proxy=.corp NO_PROXY=.corp",
    "unset AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY",
)
# Of pages whose other blocks are run elsewhere.
TYPED_TOO = (
    ("examples/cloudformation/README.md", "emulator/bin/emulator --secrets examples/cloudformation/secrets.yaml"),
)


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """A shell in a folder that looks like the repository, where what commands leave behind is nobody's."""
    place = tmp_path / "repository"
    place.mkdir()
    for entry in ROOT.iterdir():
        if entry.name not in (".git", "adopted", "my-inputs"):
            (place / entry.name).symlink_to(entry)
    (place / "my-inputs").mkdir()
    for file in (ROOT / "inputs").glob("inputs_1_*.json"):
        shutil.copy(file, place / "my-inputs")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    for name, value in {"HOST": "127.0.0.1", "PORT": port, "LAMBDA_PORT": 0}.items():
        monkeypatch.setenv(f"CONNECT_LOCAL_{name}", str(value))
    monkeypatch.setenv("EMULATOR_BUILD", "no")
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    opened = Shell(tmp_path / "bin", place, tmp_path)
    try:
        yield opened, address
    finally:
        opened.attempt("kill $(jobs -p); wait")
        opened.close()
    with socket.socket() as nobody:
        assert nobody.connect_ex(("127.0.0.1", port)) != 0, "an emulator of the page still runs"


def typed(shell, block, words):
    """Type a block's lines; what starts an emulator stays in the background, as in a terminal of its own."""
    opened, address = shell
    said = []
    for line in [*BEFORE.get(block.key, ()), *block.lines]:
        command = line.replace(ADDRESS, address)
        for name, value in words.items():
            command = command.replace(name, value)
        if command.startswith(EMULATOR):
            assert re.search(r"# in one terminal|&\s*(#|$)", line), f"the lines below it wait for its end: {line}"
            opened.run(f"{command.split(' #')[0].rstrip(' &')} > emulator.log 2>&1 &")
            opened.run(f"{WAIT} || {{ cat emulator.log; false; }}")
        else:
            said.append(opened.run(command))
    return said


@pytest.mark.parametrize("page", TYPED)
def test_commands_of_the_page_succeed(shell, page):
    blocks = pages.commands(page)
    assert blocks
    assert any(line.startswith(EMULATOR) for block in blocks for line in block.lines)
    if "export AWS_ENDPOINT_URL=" in pages.text_of(page):
        for line in READERS:
            shell[0].run(line)
    said = [words for block in blocks for words in typed(shell, block, TYPED[page])]
    if page == "README.md":
        told = "\n".join(said)
        assert '"operation":"ListUsers"' in told.replace(" ", "")
        assert " 13 passed" in told
        assert "CONNECT_MANAGED: 1 user, 1 to read" in said[-1]
    if page == "examples/cloudcontrol/README.md":  # the script twice with one name, so that what it makes is gone
        assert [words.endswith("gone") for words in said[-2:]] == [True, True]


@pytest.mark.parametrize("page, first", TYPED_TOO, ids=lambda value: value.rpartition("/")[2])
def test_block_of_the_page_succeeds(shell, page, first):
    (block,) = (block for block in pages.commands(page) if block.key == (page, first))
    typed(shell, block, {})
