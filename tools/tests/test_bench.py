import os

import pytest

from bench import processes
from bench.clients import Belief, WentWrong, in_parallel, shared_out


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


def test_processes_of_this_one_memory_and_time():
    own = processes.of(os.getpid())
    assert own.memory > 2**20
    assert own.processor > 0
    assert (own + own).memory == 2 * own.memory


def test_machine_busier_than_one_of_its_processes():
    assert processes.machine() >= processes.of(os.getpid()).processor


def test_processes_of_none_nothing():
    assert processes.of(2**22 + 1) == processes.Use()


def test_children_of_the_parent_this_process_among_them():
    assert os.getpid() in processes.children(os.getppid())
