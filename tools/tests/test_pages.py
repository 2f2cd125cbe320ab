"""Every block of every page is run by a test, or is marked and stands in the list here, with the reason."""

import json
import re
import subprocess
import sys
from collections import Counter

import hcl2
import pytest
import yaml

from adoption.clients import Place
from adoption.page import beginning
from workbench import demo, pages
from workbench.repository import ROOT

# The tests that type the commands of a page. Those of templates name the headings that they type.
CLIENTS = "tools/clients/test_pages.py"
FRAMEWORKS = "tools/release/test_pages.py"
TYPED_BY = {
    "README.md": CLIENTS,
    "emulator/README.md": CLIENTS,
    "examples/README.md": CLIENTS,
    "examples/cloudcontrol/README.md": CLIENTS,
    "examples/junit/README.md": FRAMEWORKS,
    "examples/pytest/README.md": FRAMEWORKS,
    "guide/imports.md": CLIENTS,
}
BY_HEADING = {"examples/cdk/README.md", "examples/cloudformation/README.md", "examples/sam/README.md", "guide/cdk.md"}
# A block without a heading of its own, typed by a test that reads it.
ALONE = {("examples/cloudformation/README.md", "emulator/bin/emulator --secrets examples/cloudformation/secrets.yaml")}
ACME = "--type RESOURCE --type-name Acme::Connect::User"
TOLD = "[DefaultVersionId,LoggingConfig.LogGroupName,ExecutionRoleArn]"
# What is not run, by page and first line: the reasons stand on the pages.
NOT_RUN = {
    # `make test` itself, and what it carries out by its own parts: the demo, and the package under this very name.
    ("README.md", "make demo"),
    ("README.md", "make package TYPE=Acme::Connect::User"),
    # An engine for containers; tools/release/test_image.py runs what such an engine would, as far as that goes.
    ("emulator/README.md", "make dist"),
    ("guide/testcontainers.md", "make dist"),
    ("guide/testcontainers.md", "import java.net.URI;"),
    # Clients that no registry of packages has; replays of their requests are run instead.
    ("examples/pulumi/README.md", "emulator/bin/emulator &"),
    (
        "examples/pulumi/README.md",
        "pulumi import aws:connect/user:User existing 11111111-1111-1111-1111-111111111111:USER_ID",
    ),
    ("examples/stackql/README.md", "emulator/bin/emulator &"),
    ("examples/terraform/README.md", "emulator/bin/emulator &"),
    ("guide/terraform.md", "terraform init -input=false"),
    # A type that is registered on AWS; a test below asks the AWS CLI whether it knows such commands.
    ("guide/operating.md", f"aws cloudformation describe-type {ACME} --query '{TOLD}'"),
    ("guide/operating.md", f"aws cloudformation list-type-versions {ACME}"),
    ("guide/operating.md", f"aws cloudformation deregister-type {ACME} --version-id 00000002"),
    # Measurements, which take minutes and say nothing but times.
    ("guide/cold-start.md", "make bench-lambda"),
    ("guide/imports.md", "make import-bench"),
}
# An `aws` that prints the words it is given, and one that asks the AWS CLI about all of them in one process.
WORDS = r"""aws() { printf '%s\0' "$@" && printf '\n\0'; }"""
AWS = """
import json, sys
from awscli.clidriver import create_clidriver
for words in json.load(sys.stdin):
    try:
        code = create_clidriver().main([*words, "--region", "us-east-1", "--generate-cli-skeleton", "input"])
    except SystemExit as end:
        code = end.code
    if code:
        sys.exit(f"aws {words}: {code}")
    print("\\nknown")
"""
ALL = [block for page in pages.names() for block in pages.blocks(page)]
GENERATED = re.compile(r"(adopted|dist|my-inputs|target|cdk\.out)\b|.*\.(jar|gz|log)$")


def test_blocks_are_of_a_kind_that_is_looked_at():
    assert {block.language for block in ALL} == {"sh", "yaml", "java", "hcl", "xml"}
    fences = sum(pages.text_of(page).count("```") for page in pages.names())
    assert fences == 2 * len(ALL)


def test_blocks_that_are_not_run_are_these():
    marked = Counter(block.key for block in ALL if block.reason)
    assert set(marked) == NOT_RUN
    assert set(marked.values()) == {1}
    markers = sum(pages.text_of(page).count("<!-- not run:") for page in pages.names())
    assert markers == len(NOT_RUN), "a marker stands before no block"


def test_pages_for_people_are_all_looked_at():
    """What lies deeper in guide/ would be a page that no test reads: pictures alone are there."""
    assert {path.suffix for path in (ROOT / "guide").glob("*/**/*") if path.is_file()} == {".svg"}


def typed_headings():
    """Return what tests ask pages for, by their headings' beginnings."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tools" / "clients" / "templates").glob("test_*.py")]
    return {heading for text in texts for heading in re.findall(r'\.commands\("([^"]+)"', text)}


@pytest.mark.parametrize("page", pages.names())
def test_commands_are_typed_by_a_test(page):
    typed = pages.commands(page)
    if page in TYPED_BY:
        assert f'"{page}"' in (ROOT / TYPED_BY[page]).read_text(encoding="utf-8")
        return
    assert bool(typed) == (page in BY_HEADING)
    headings = typed_headings()
    rest = [block for block in typed if block.key not in ALONE]
    assert [block.heading for block in rest if not any(block.heading.startswith(each) for each in headings)] == []
    # Of several blocks below one heading the tests take the last.
    assert [heading for heading, number in Counter(block.heading for block in rest).items() if number > 1] == []


@pytest.mark.parametrize("block", [each for each in ALL if each.language == "sh"], ids=lambda each: "-".join(each.key))
def test_commands_are_whole_for_a_shell(block):
    done = subprocess.run(["bash", "-n"], input=block.text, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr


def test_commands_for_a_registered_type_are_known_to_the_aws_cli():
    lines = [line for block in pages.blocks("guide/operating.md") for line in block.lines]
    assert lines
    assert [line for line in lines if not line.startswith("aws ")] == []
    given = subprocess.run(["bash", "-euc", "\n".join([WORDS, *lines])], capture_output=True, timeout=60, check=True)
    commands = [words.split("\0") for words in given.stdout.decode().split("\0\n\0")[:-1]]
    assert len(commands) == len(lines)
    asking = [sys.executable, "-c", AWS]
    done = subprocess.run(asking, input=json.dumps(commands), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"^known$", done.stdout, re.MULTILINE)) == len(lines)


@pytest.mark.parametrize("page", pages.names())
def test_what_commands_name_is_there(page):
    """Targets of the Makefile and files of the repository, in blocks and in sentences."""
    text = pages.text_of(page)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = re.findall(r"`([^`\n]+)`", pages.FENCE.sub("", text)) + [
        line for each in pages.blocks(page) for line in each.lines
    ]
    made = {target for line in code for target in re.findall(r"(?:^|[;&] *)make ([a-z-]+)", line)}
    assert made <= targets
    named = {
        word for line in code for word in re.findall(r"(?:^|[ =])((?:tools|emulator|examples|guide)/[\w./-]*\w)", line)
    }
    assert [word for word in named if not (ROOT / word).exists()] == []


# What pages, the demo and the pages that tools/adopt writes set in a shell, which may be one that takes no unset name.
SETTINGS = {page: [line for each in pages.commands(page) for line in each.lines] for page in pages.names()}
SETTINGS["demo"] = demo.commands("http://127.0.0.1:1", "i").splitlines()
SETTINGS["adopted"] = beginning(".", "us-east-1", Place(), "http://127.0.0.1:1")
SETTINGS = {page: [line.strip() for line in lines if "NO_PROXY" in line] for page, lines in SETTINGS.items()}


@pytest.mark.parametrize("page", [page for page, lines in SETTINGS.items() if lines])
@pytest.mark.parametrize("before", [{}, {"NO_PROXY": ".a"}, {"no_proxy": ".b"}, {"NO_PROXY": ".a", "no_proxy": ".b"}])
def test_settings_keep_what_a_shell_has_set_and_take_nothing_for_set(page, before):
    script = "\n".join(["set -euo pipefail", *SETTINGS[page], 'echo "$NO_PROXY" "$no_proxy"'])
    done = subprocess.run(["bash", "-c", script], env=before, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    upper, lower = done.stdout.split()
    assert upper == lower
    assert {"127.0.0.1", *before.values()} <= set(upper.split(","))


def test_settings_are_those_of_all_pages_of_the_emulator():
    assert {"README.md", "emulator/README.md", "demo", "adopted"} <= {page for page, lines in SETTINGS.items() if lines}


@pytest.mark.parametrize(
    "block", [each for each in ALL if each.language == "yaml"], ids=lambda each: "-".join(each.key)
)
def test_yaml_is_yaml(block):
    class AnyTag(yaml.SafeLoader):
        """Reads `!Ref` and its like as texts."""

    AnyTag.add_multi_constructor("!", lambda loader, tag, node: tag)
    assert isinstance(yaml.load(block.text, Loader=AnyTag), dict)


@pytest.mark.parametrize("block", [each for each in ALL if each.language == "hcl"], ids=lambda each: "-".join(each.key))
def test_hcl_is_that_of_the_example(block):
    """The provider's block of the page is the example's, which is looked at with the client's own rules."""
    (shown,) = (each["awscc"] for each in blocks_of(hcl2.loads(block.text), "provider"))
    example = (ROOT / "examples" / "terraform" / "main.tf").read_text(encoding="utf-8")
    (kept,) = (each["awscc"] for each in blocks_of(hcl2.loads(example), "provider"))
    assert shown["endpoints"].keys() == kept["endpoints"].keys()
    assert {name: shown[name] for name in ("region", "access_key", "secret_key")} == {
        name: kept[name] for name in ("region", "access_key", "secret_key")
    }


def blocks_of(parsed, kind):
    """Return the blocks of a kind, names without the quotes that the parser may leave."""
    return [{name.strip('"'): body for name, body in block.items()} for block in parsed[kind]]
