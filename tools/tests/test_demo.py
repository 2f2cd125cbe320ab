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
    monkeypatch.setattr(demo, "end_on_sigterm", lambda: None)
    with pytest.raises(SystemExit, match=r"^demo: ") as end:
        demo.main()
    assert "\n" not in end.value.code
    assert "Password123" not in end.value.code


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
