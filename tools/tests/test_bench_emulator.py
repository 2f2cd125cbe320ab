import contextlib
import itertools
import re
import socket
import socketserver
import threading

import pytest

from bench import (
    document,
    emulator_section,
    sockets,
)
from bench.emulated import beside, control, parts
from workbench.steps import StepFailed


def answering(answers):
    """A server on loopback that gives these answers on each connection, one a request, in pieces."""

    class Answers(socketserver.StreamRequestHandler):
        def handle(self):
            for answer in itertools.cycle(answers):
                length = 0
                while (line := self.rfile.readline()) not in (b"\r\n", b""):
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                if not line:
                    return
                self.rfile.read(length)
                for part in (answer[:20], answer[20:]):
                    self.wfile.write(part)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def test_per_second_counts_whole_answers_of_all_connections():
    with answering([b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{1:2}"]) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        taken = itertools.count()
        requests = (sockets.request("PUT", "/x", b"body %d" % number, A_B="c") for number in taken)
        rate = sockets.per_second(address, requests, 3, 0.3)
        server.shutdown()
    sent = next(taken)
    assert sent > 3
    assert rate <= sent / 0.3


def test_per_second_refused_says_what_came():
    with answering([b"HTTP/1.1 400 Bad Request\r\nContent-Length: 4\r\n\r\nnope"]) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        with pytest.raises(StepFailed, match="400 Bad Request"):
            sockets.per_second(address, itertools.repeat(sockets.request("GET", "/")), 1, 0.1)
        server.shutdown()


def test_request_has_length_and_headers():
    assert sockets.request("PUT", "/x", b"ab", X_Y="z") == (
        b"PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nX-Y: z\r\n\r\nab"
    )


def test_tables_of_the_emulator_ratios_are_made_within_a_round():
    data = {
        "starts": {"without archives": {"ready": [10.0, 20.0, 40.0]}, "with archives": {"ready": [5.0, 30.0, 10.0]}},
        "calls": {"DescribeUser": {"1": [100.0, 200.0, 300.0], "16": [200.0, 100.0, 900.0]}},
        "growth": [{"users": 1000, "memory": 1200.4, "describe": 0.001, "list": 0.002, "search": 0.004}],
        "control": {"1": {"update": [10.0, 20.0, 30.0]}, "2": {"update": [15.0, 10.0, 45.0]}},
        "stack": [(10.0, 11.0), (20.0, 16.0), (4.0, 5.0)],
    }
    rows = parts.tables(data)
    assert "| ready | 20 | 10 | 0.50 |" in rows
    assert "| DescribeUser | 200 | 200 | 2.00 |" in rows
    assert "| 1,000 | 1200 | 1.00 | 2.0 | 4.0 |" in rows
    assert "| 2 | 15.0 (1.50) |" in rows
    assert "| makespan | 10.0 | 11.0 | 1.10 |" in rows


def test_pools_take_turns_and_the_first_round_warms_up(monkeypatch):
    turns = []
    monkeypatch.setattr(control.emulator, "running", lambda options: contextlib.nullcontext(options[1]))

    def one_round(address, prefix, users, clients):
        turns.append((address, prefix, users))
        return {"update": float(len(turns))}

    monkeypatch.setattr(control, "one_round", one_round)
    figures = control.measured(50)
    assert [address for address, _, _ in turns[:6]] == [4, 2, 1, 1, 2, 4]
    assert {users for _, _, users in turns} == {50 // control.ROUNDS}
    assert figures["1"]["update"] == [4.0, 9.0, 10.0, 15.0, 16.0]
    assert [len(each["update"]) for each in figures.values()] == [control.ROUNDS] * 3


BESIDE = {
    "this": [{"rate": 300.0, "processor": 0.5}, {"rate": 100.0, "processor": 1.0}, {"rate": 400.0, "processor": 3.0}],
    "moto": [{"rate": 100.0, "processor": 1.0}, {"rate": 200.0, "processor": 4.0}, {"rate": 100.0, "processor": 0.0}],
}


def test_table_beside_moto_ratios_are_made_within_a_round_where_there_is_one():
    rows = parts.tables({"beside": {"GetParameter": BESIDE}})
    assert "| GetParameter: calls a second | 300 | 100 | 3.00 |" in rows
    assert "| GetParameter: processor ms a call | 1.00 | 1.00 | 0.38 |" in rows


def test_table_of_starts_tells_the_clock_from_the_processor():
    starts = {"without archives": {"ready": [10.0], "ready processor": [40.0]}}
    rows = parts.tables({"starts": starts | {"with archives": {"ready": [5.0], "ready processor": [10.0]}}})
    assert rows[2:4] == ["| ready | 10 | 5 | 0.50 |", "| ready, processor time | 40 | 10 | 0.25 |"]


def test_section_of_the_emulator_says_how_many_rounds_there_were():
    (first, *_) = emulator_section.explanation(7)
    assert first.startswith(f"Medians of 7 rounds, of {control.ROUNDS} in the table of pools;")
    kept = (document.KEPT / "emulator.md").read_text(encoding="utf-8")
    rounds = re.search(r"^Medians of (\d+) rounds", kept, re.MULTILINE)[1]
    assert "\n".join(emulator_section.explanation(rounds)) in kept, "the kept section explains itself otherwise"


def test_section_of_the_emulator_draws_what_was_measured():
    starts = {"without archives": {"ready": [10.0, 20.0]}, "with archives": {"ready": [5.0, 30.0]}}
    first, second = emulator_section.plots({"starts": starts, "beside": {"GetParameter": BESIDE}})
    assert first.boxes == {"ready, without archives": [10.0, 20.0], "ready, with archives": [5.0, 30.0]}
    assert second.boxes == {"GetParameter": [3.0, 0.5, 4.0]}
    assert emulator_section.plots({"growth": []}) == []


def test_beside_every_call_is_whole_and_alone_on_its_connection():
    for name, request in beside.requests("an-id").items():
        body = request.partition(b"\r\n\r\n")[2]
        assert b"\r\nContent-Length: %d\r\n" % len(body) in request, name
        assert b"\r\nConnection: close\r\n" in request, name


@pytest.mark.parametrize(("status", "refused"), [(b"200 OK", False), (b"404 Not Found", True)])
def test_beside_an_answer_is_read_to_the_end_of_its_connection_and_a_refusal_shown(status, refused):
    def answer():
        connection, _ = server.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(b"HTTP/1.0 " + status)
            connection.sendall(b"\r\n\r\nbody")

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=answer, daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        if refused:
            with pytest.raises(StepFailed, match="404 Not Found"):
                beside.answered(address, b"x")
        else:
            assert beside.answered(address, b"x").endswith(b"body")
