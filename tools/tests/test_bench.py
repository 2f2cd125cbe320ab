import argparse
import itertools
import json
import os
import socket
import socketserver
import threading
import urllib.request

import pytest

from bench import (
    benchmark,
    document,
    emulator_section,
    functions,
    processes,
    provider,
    provider_section,
    short,
    sockets,
    stacks,
)
from bench.clients import Belief, WentWrong, in_parallel, shared_out
from bench.cloudwatch import CloudWatch
from bench.emulated import beside, parts
from bench.section import Plot, Section
from workbench.steps import StepFailed


def test_shared_out_every_item_once():
    parts = shared_out(list(range(10)), 3)
    assert len(parts) == 3
    assert sorted(item for part in parts for item in part) == list(range(10))


def test_in_parallel_one_client_fails_its_failure_raised_after_the_others_are_done():
    done = []

    def work(_, part):
        if part == "bad":
            raise WentWrong("refused")
        done.append(part)

    with pytest.raises(WentWrong, match="refused"):
        in_parallel("http://127.0.0.1:1", Belief(), ["bad", "good", "fine"], work)
    assert sorted(done) == ["fine", "good"]


def test_processes_of_this_one_memory_and_time_or_that_linux_is_needed():
    if not processes.available():
        with pytest.raises(processes.NeedsLinux):
            processes.of(os.getpid())
        return
    own = processes.of(os.getpid())
    assert own.memory > 2**20
    assert own.processor > 0
    assert (own + own).memory == 2 * own.memory
    assert processes.machine() >= own.processor
    assert os.getpid() in processes.children(os.getppid())


def test_listening_this_process_by_its_port_or_that_linux_is_needed():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if processes.available():
            assert processes.listening(port) == os.getpid()
        else:
            with pytest.raises(processes.NeedsLinux):
                processes.listening(port)


@pytest.fixture
def proc(monkeypatch, tmp_path):
    """The files of a machine with two processes, the second started by the first."""
    monkeypatch.setattr(processes, "PROC", tmp_path)
    (tmp_path / "stat").write_text("cpu  100 20 30 4000 50 6 7 0 0 0\n")
    (tmp_path / "net").mkdir()
    for pid, parent in ((7, 1), (8, 7)):
        (tmp_path / str(pid)).mkdir()
        (tmp_path / str(pid) / "stat").write_text(f"{pid} (a (b) c) S {parent} " + "0 " * 9 + "300 200 0 0\n")
        (tmp_path / str(pid) / "statm").write_text("900 50 0 0 0 0 0\n")
    return tmp_path


def test_proc_files_memory_time_and_children_read(proc):
    assert processes.of(8) == processes.Use(50 * processes.PAGE, 500 / processes.TICKS)
    assert processes.machine() == 163 / processes.TICKS
    assert processes.children(1) == [7, 8]


def test_processes_of_one_that_has_ended_nothing(proc):
    assert processes.of(9) == processes.Use()


def test_listening_nobody_says_so(proc):
    with pytest.raises(LookupError, match="port 4566"):
        processes.listening(4566)


@pytest.mark.parametrize("asked", [lambda: processes.of(1), processes.machine, lambda: processes.children(1)])
def test_no_proc_says_that_it_needs_linux(monkeypatch, tmp_path, asked):
    monkeypatch.setattr(processes, "PROC", tmp_path / "proc")
    with pytest.raises(processes.NeedsLinux, match="needs Linux"):
        asked()


def test_benchmark_no_proc_ends_before_it_builds_anything(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "PROC", tmp_path / "proc")
    monkeypatch.setattr(benchmark, "end_on_sigterm", lambda: None)
    monkeypatch.setattr(benchmark, "build_provider", lambda: pytest.fail("built"))
    monkeypatch.setattr("sys.argv", ["benchmark"])
    with pytest.raises(SystemExit, match=r"^bench: .*needs Linux"):
        benchmark.main()


def test_template_of_a_stack_two_hundred_users_in_one_call():
    text = stacks.template(200)
    assert len(text) < 51_200
    (loop,) = json.loads(text)["Resources"].values()
    assert len(set(loop[1])) == 200
    assert loop[2]["User${Number}"]["Properties"]["Username"] == "stack-${Number}"


def test_report_of_stacks_the_median_of_the_rounds_ratios(capsys):
    options = argparse.Namespace(users=200, rounds=3, pool=2)
    assert stacks.report([(2.0, 2.0), (1.0, 3.0), (4.0, 2.0)], options) == 1.0
    assert "1.00 3.00 0.50" in capsys.readouterr().out


@pytest.fixture
def two_variants(tmp_path):
    """The figures of two variants: ours takes half the time in two rounds and three times in one."""
    jar = tmp_path / "a.jar"
    jar.write_bytes(b"x" * 1_500_000)
    variants = [provider.Variant(name, jar, "A::b") for name in ("beside", "ours")]
    return variants, {"beside": {"warm: READ": [10.0, 20.0, 30.0]}, "ours": {"warm: READ": [5.0, 60.0, 15.0]}}


def test_provider_report_ratios_are_made_within_a_round(two_variants):
    row = provider.report(*two_variants, 3)[-1]
    assert row == "| warm: READ | 20.0 [15.0-25.0] | 15.0 [10.0-37.5] | 0.50 [0.50-1.75] |"


def test_provider_gross_names_what_is_above_the_limit_and_nothing_else(two_variants):
    assert list(provider.gross(*two_variants, 0.6)) == []
    assert list(provider.gross(*two_variants, 0.4)) == [
        "bench-lambda: warm: READ: 0.50 times the other's, at most 0.4 is allowed"
    ]


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
        "control": {"1": {"update": 10.0}, "2": {"update": 15.0}},
    }
    rows = parts.tables(data)
    assert "| ready | 20 | 10 | 0.50 |" in rows
    assert "| DescribeUser | 200 | 200 | 2.00 |" in rows
    assert "| 1,000 | 1200 | 1.00 | 2.0 | 4.0 |" in rows
    assert "| 2 | 15.0 (1.50) |" in rows


BESIDE = {
    "this": [{"rate": 300.0, "processor": 0.5}, {"rate": 100.0, "processor": 1.0}, {"rate": 400.0, "processor": 3.0}],
    "moto": [{"rate": 100.0, "processor": 1.0}, {"rate": 200.0, "processor": 4.0}, {"rate": 100.0, "processor": 0.0}],
}


def test_table_beside_moto_ratios_are_made_within_a_round_where_there_is_one():
    rows = parts.tables({"beside": {"GetParameter": BESIDE}})
    assert "| GetParameter: calls a second | 300 | 100 | 3.00 |" in rows
    assert "| GetParameter: processor ms a call | 1.00 | 1.00 | 0.38 |" in rows


def test_section_of_the_emulator_draws_what_was_measured():
    starts = {"without archives": {"ready": [10.0, 20.0]}, "with archives": {"ready": [5.0, 30.0]}}
    first, second = emulator_section.plots({"starts": starts, "beside": {"GetParameter": BESIDE}})
    assert first.boxes == {"ready, without archives": [10.0, 20.0], "ready, with archives": [5.0, 30.0]}
    assert second.boxes == {"GetParameter": [3.0, 0.5, 4.0]}
    assert emulator_section.plots({"growth": []}) == []


def test_sections_options_do_not_clash_and_each_part_is_chosen_alone():
    parser = argparse.ArgumentParser()
    for section in document.SECTIONS.values():
        section.add_options(parser)
    options = parser.parse_args(["--only", "growth", "--sizes", "5", "--beside", "other.jar"])
    assert (options.parts, options.sizes, options.beside.name) == (["growth"], [5], "other.jar")


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


def test_short_form_twice_what_is_expected_passes_and_more_is_named():
    expected = dict(short.EXPECTED)
    assert short.gross({name: short.GROSS * ratio for name, ratio in expected.items()}) == []
    worst = next(iter(expected))
    (line,) = short.gross(expected | {worst: short.GROSS * expected[worst] + 0.1})
    assert line.startswith(f"{worst}: ")


class Clockwork:
    """Stands for a function whose calls take one second and half a second of the processor."""

    used = 0.0

    def run(self, action):
        self.used += 0.5
        return 1.0

    def processor(self):
        return self.used


def test_warm_calls_time_and_processor_time_of_each():
    figures = dict(provider.warm(Clockwork(), 6, "warm"))
    assert figures["warm: LIST"] == 1000
    assert figures["processor time, warm: LIST"] == 500


def test_steady_calls_come_after_hundreds_that_are_not_counted():
    function = Clockwork()
    figures = dict(provider.steady(function, 3))
    assert figures == {"after 600 calls: READ": 1000, "processor time, after 600 calls: READ": 500}
    assert function.used / 0.5 > provider.STEADY_AFTER + 30


def test_event_of_a_type_that_logs_names_group_and_credentials_and_its_cloudwatch_counts_calls():
    event = functions.logged(functions.request("READ", {"UserArn": "a"}))
    assert event["requestData"]["providerLogGroupName"]
    assert event["requestData"]["providerCredentials"] == event["requestData"]["callerCredentials"]
    assert event["requestData"]["resourceProperties"] == {"UserArn": "a"}
    with CloudWatch() as cloudwatch:
        address = cloudwatch.variables()["AWS_ENDPOINT_URL_CLOUDWATCH"]
        for target, answer in (("Logs.DescribeLogGroups", b"logGroups"), (None, b"PutMetricDataResponse")):
            headers = {"X-Amz-Target": target} if target else {}
            request = urllib.request.Request(address, data=b"{}", headers=headers)
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as taken:
                assert answer in taken.read()
        assert cloudwatch.calls == 2


def test_update_that_changes_nothing_asks_for_what_connect_shows_and_the_other_changes_all():
    model = provider.new_model()
    assert (model["PhoneConfig"]["PhoneType"] == "DESK_PHONE") == ("DeskPhoneNumber" in model["PhoneConfig"])
    other = provider.changed(model)
    kept = {name for name in model if other[name] == model[name]}
    assert kept == {"InstanceArn", "Username", "Password"}


def test_section_of_the_provider_draws_ratios_only_beside_another(two_variants):
    _, figures = two_variants
    figures = {name: {"processor time, warm: READ": v["warm: READ"], **v} for name, v in figures.items()}
    ratios, times = provider_section.plots(figures, "the public one")
    assert ratios.boxes == {"processor time, warm: READ": [0.5, 3.0, 0.5]}
    assert times.boxes == {"warm: READ": [5.0, 60.0, 15.0]}
    assert [plot.file for plot in provider_section.plots({"ours": figures["ours"]}, "")] == [times.file]


def test_document_has_the_sections_that_were_measured_in_their_order(monkeypatch, tmp_path):
    drawn = []
    monkeypatch.setattr(document, "draw", drawn.extend)
    monkeypatch.setattr(document, "SECTIONS", {"one": None, "two": None, "never": None})
    plot = Plot("p.svg", "A plot", {"a": [1.0]})
    document.write("two", Section("Second", ["| 2 |"]), tmp_path)
    document.write("one", Section("First", ["| 1 |"], [plot]), tmp_path)
    text = "\n".join(document.document(tmp_path))
    assert text.index("## First") < text.index("| 1 |") < text.index("guide/benchmarks/p.svg") < text.index("## Second")
    assert "never" not in text
    assert drawn == [{"file": str(tmp_path / "p.svg"), "title": "A plot", "boxes": {"a": [1.0]}}]
    document.write("one", Section("First", ["| new |"]), tmp_path)
    assert "| 1 |" not in "\n".join(document.document(tmp_path))


def test_artist_environment_that_is_just_made_is_found_below_what_is_said_of_it(monkeypatch):
    told = "tools/venv: making the environment in /a b/.venv-plots\ntools/venv: done\n/a b/.venv-plots\n"
    monkeypatch.setattr(document, "run", lambda *_, **__: told)
    assert str(document.artist()) == "/a b/.venv-plots/bin/python"
