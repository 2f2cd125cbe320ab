import contextlib
import os
import socket

import pytest

from bench import (
    benchmark,
    processes,
)


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
    monkeypatch.setattr(benchmark, "end_when_asked", lambda: None)
    monkeypatch.setattr(benchmark, "build_provider", lambda: pytest.fail("built"))
    monkeypatch.setattr("sys.argv", ["benchmark"])
    with pytest.raises(SystemExit, match=r"^bench: .*needs Linux"):
        benchmark.main()


def test_benchmark_finds_its_emulator_among_what_it_has_started(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        monkeypatch.setattr(benchmark.emulator, "running", lambda options: contextlib.nullcontext(address))
        monkeypatch.setattr(processes, "children", lambda pid: [7, 8])  # an emulator and the provider it has started
        with contextlib.ExitStack() as stack:
            if processes.available():
                assert benchmark.started(stack, 2, 10).pid == os.getpid()
