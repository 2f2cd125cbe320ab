import contextlib
import socket
import subprocess
from urllib.error import URLError

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from workbench import demo
from workbench.handler import HandlerFailed
from workbench.steps import StepFailed


@pytest.mark.parametrize(
    "failure",
    [
        StepFailed("no build"),
        HandlerFailed("CREATE: InternalFailure"),
        subprocess.TimeoutExpired(["aws", "--desired-state", "Password123"], 120),
        URLError("refused"),
        EndpointConnectionError(endpoint_url="http://127.0.0.1:1"),
        ClientError({"Error": {"Code": "ServiceException"}}, "Invoke"),
    ],
)
def test_main_whatever_fails_one_line_that_says_it(monkeypatch, failure):
    def fail():
        raise failure

    monkeypatch.setattr(demo, "build_provider", fail)
    monkeypatch.setattr(demo, "end_when_asked", lambda: None)
    with pytest.raises(SystemExit, match=r"^demo: ") as end:
        demo.main()
    assert "\n" not in end.value.code
    assert "Password123" not in end.value.code


def interrupt(*_):
    raise KeyboardInterrupt


@pytest.fixture
def told(monkeypatch):
    """A demo that tells nothing, with KEEP."""
    monkeypatch.setenv("KEEP", "1")
    monkeypatch.setattr(demo, "end_when_asked", lambda: None)
    monkeypatch.setattr(demo, "build_provider", lambda: None)
    monkeypatch.setattr(demo, "free_ports", dict)
    monkeypatch.setattr(demo.emulator, "running", lambda **_: contextlib.nullcontext("http://127.0.0.1:1"))
    monkeypatch.setattr(demo.Story, "__init__", lambda self, address: None)
    monkeypatch.setattr(demo.Story, "tell", lambda self: "i")


@pytest.mark.parametrize("place", ["build_provider", "Story.tell"])
def test_main_interrupted_before_its_end_no_success(monkeypatch, told, place):
    monkeypatch.setattr(f"workbench.demo.{place}", interrupt)
    with pytest.raises(SystemExit) as end:
        demo.main()
    assert end.value.code == 130


def test_main_interrupted_where_it_stays_success(monkeypatch, told, capsys):
    monkeypatch.setattr(demo.threading.Event, "wait", interrupt)
    demo.main()
    assert "The emulator stays until you press Ctrl-C.\nstopped\n" in capsys.readouterr().out


@pytest.fixture
def ports(monkeypatch):
    """Two ports in the place of the usual ones, the first of them taken."""
    with socket.create_server(("127.0.0.1", 0)) as used, socket.create_server(("127.0.0.1", 0)) as unused:
        taken, free = used.getsockname()[1], unused.getsockname()[1]
        unused.close()
        number = {"taken": taken, "free": free}
        yield lambda main, second: monkeypatch.setattr(
            demo, "PORTS", {"port": number[main], "lambda_port": number[second]}
        )


def test_free_ports_main_port_taken_a_free_one_instead_and_said(ports, capsys):
    ports("taken", "free")
    chosen = demo.free_ports()
    assert chosen["port"] == 0
    assert chosen["lambda_port"] == demo.PORTS["lambda_port"]
    assert f"port {demo.PORTS['port']} is in use by another process, so the emulator takes a free one" in (
        capsys.readouterr().out
    )


def test_free_ports_second_port_taken_none_instead(ports, capsys):
    ports("free", "taken")
    assert demo.free_ports() == {"port": demo.PORTS["port"], "lambda_port": 0}
    assert "opens no second one" in capsys.readouterr().out


def test_in_words_level_without_a_fraction():
    proficiency = {"AttributeName": "Language", "AttributeValue": "English", "Level": 3.0}
    assert demo.in_words(proficiency) == "Language English, level 3"
    assert demo.in_words(proficiency | {"Level": 2.5}).endswith("level 2.5")
