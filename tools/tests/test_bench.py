import argparse
import json

import pytest

from bench import (
    document,
    environments,
    imports,
    stacks,
)
from bench.clients import Belief, WentWrong, in_parallel, shared_out
from bench.section import Plot, Section


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


def test_template_of_a_stack_two_hundred_users_in_one_call():
    text = stacks.template(200)
    assert len(text) < 51_200
    (loop,) = json.loads(text)["Resources"].values()
    assert len(set(loop[1])) == 200
    assert loop[2]["User${Number}"]["Properties"]["Username"] == "stack-${Number}"


@pytest.mark.parametrize("users", [50, 199, 200, 500, 1000])
def test_import_takes_twenty_to_a_hundred_seconds_at_rates_that_grow_with_it(users):
    factor = imports.factor_of(users)
    assert 20 < users / (2 * factor) <= 100
    assert imports.quotas(factor)["connect"]["*"] == {"rate": 2 * factor, "burst": 5}


def test_small_import_has_the_published_rates():
    assert [imports.factor_of(users) for users in (1, 50, 199, 200, 10_000)] == [1, 1, 1, 2, 5]


def test_report_of_stacks_the_median_of_the_rounds_ratios(capsys):
    options = argparse.Namespace(users=200, rounds=3, pool=2)
    assert stacks.report([(2.0, 2.0), (1.0, 3.0), (4.0, 2.0)], options) == 1.0
    assert "1.00 3.00 0.50" in capsys.readouterr().out


def test_sections_options_do_not_clash_and_each_part_is_chosen_alone():
    parser = argparse.ArgumentParser()
    for section in document.SECTIONS.values():
        section.add_options(parser)
    options = parser.parse_args(["--only", "growth", "--sizes", "5", "--beside", "other.jar"])
    assert (options.parts, options.sizes, options.beside.name) == (["growth"], [5], "other.jar")


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


def test_environment_that_is_just_made_is_found_below_what_is_said_of_it(monkeypatch):
    told = "tools/venv: making the environment in /a b/.venv-plots\ntools/venv: done\n/a b/.venv-plots\n"
    monkeypatch.setattr(environments, "run", lambda *_, **__: told)
    assert str(environments.python_of("plots")) == "/a b/.venv-plots/bin/python"


def test_version_of_a_java_that_first_says_what_it_heeds(tmp_path):
    java = tmp_path / "java"
    lines = ["Picked up JAVA_TOOL_OPTIONS: -Xmx1g", 'openjdk version "17.0.15" 2025-04-15', "OpenJDK Runtime"]
    java.write_text("#!/bin/sh\ncat >&2 <<END\n" + "\n".join(lines) + "\nEND\n")
    java.chmod(0o755)
    assert document.version_of(java) == lines[1]
