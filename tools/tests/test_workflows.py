"""The workflows: every action is pinned, and what they run and give out is there."""

import re
import shlex

import pytest
import yaml

from workbench import dist, pages
from workbench.repository import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
# What the machines of GitHub bring; all else must be of this repository.
PROGRAMS = {"bash", "docker", "gh", "timeout"}
GIVEN_OUT = {*dist.ATTACHED, dist.SUMS}
ON_A_PAGE = [block for block in pages.blocks("guide/github-actions.md") if block.language == "yaml"]
TEXTS = {each.stem: each.read_text(encoding="utf-8") for each in WORKFLOWS}
TEXTS |= {f"page-{number}": block.text for number, block in enumerate(ON_A_PAGE, 1)}


def jobs(workflow):
    """Return the jobs of a workflow."""
    return yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values()


def steps(workflow):
    return [step for job in jobs(workflow) for step in job["steps"]]


def test_workflows_test_and_release():
    assert [workflow.stem for workflow in WORKFLOWS] == ["ci", "release"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.stem)
def test_jobs_end_in_time_and_may_read_only_unless_they_say_so(workflow):
    content = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert content["permissions"] == {"contents": "read"}
    assert all(0 < job["timeout-minutes"] <= 90 for job in jobs(workflow))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.stem)
def test_actions_are_pinned_to_a_commit_with_its_version_beside_it(workflow):
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    lines = re.findall(r"uses: (\S+) # v\d+\.\d+\.\d+$", workflow.read_text(encoding="utf-8"), re.MULTILINE)
    assert used == lines
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", name) for name in used)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.stem)
def test_checkout_leaves_no_token_to_what_the_tests_start(workflow):
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert [step.get("with", {}).get("persist-credentials") for step in checkouts] == [False]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: each.stem)
def test_commands_name_programs_and_files_that_are_there(workflow):
    commands = [
        shlex.split(line) for step in steps(workflow) for line in step.get("run", "").replace("\\\n", " ").splitlines()
    ]
    assert commands
    for command in commands:
        assert command[0] in PROGRAMS, command
        named = [word for word in command[1:] if re.match(r"(\.ci|tools|dist)/", word)]
        for word in (word.replace("${GITHUB_REF_NAME#v}", dist.VERSION) for word in named):
            folder, _, name = word.partition("/")
            assert name in GIVEN_OUT if folder == "dist" else (ROOT / word).is_file(), word


def keys_of_mappings(node):
    """Yield the keys of every mapping of a YAML document, each as often as it stands there."""
    if isinstance(node, yaml.MappingNode):
        yield [key.value for key, _ in node.value]
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from keys_of_mappings(part)


@pytest.mark.parametrize("name", TEXTS)
def test_no_mapping_has_a_key_twice_to_github_which_tells_no_case_apart(name):
    """GitHub refuses the whole workflow then."""
    found = list(keys_of_mappings(yaml.compose(TEXTS[name])))
    assert found
    for keys in found:
        assert len({key.lower() for key in keys}) == len(keys), keys


def test_release_comes_with_a_tag_and_attaches_all_that_is_given_out():
    (workflow,) = (each for each in WORKFLOWS if each.stem == "release")
    content = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert content[True] == {"push": {"tags": ["v*"]}}  # `on` is a yes in YAML 1.1
    text = workflow.read_text(encoding="utf-8").replace("${GITHUB_REF_NAME#v}", dist.VERSION)
    assert {name for name in GIVEN_OUT if f"dist/{name}" in text} == GIVEN_OUT
    runs = [step.get("run", "") for step in steps(workflow)]
    assert runs.index("bash .ci/run\n".strip()) < next(n for n, run in enumerate(runs) if "gh release" in run)
