"""Every template under cfn-lint and cloudformation-validate with the schema of this repository."""

import shlex
import subprocess

import pytest
from page import ROOT, TEMPLATES

ALL = sorted([*TEMPLATES.glob("[!s]*.yaml"), TEMPLATES / "saml.yaml", ROOT / "examples" / "sam" / "template.yaml"])


def test_check_commands_of_the_page_find_nothing(pages):
    page, shell = pages("cloudformation")
    folder, lint, validate = page.commands("Check before")
    shell.run(folder)
    assert shell.run(lint) == ""
    assert shell.run(validate) == "1 checked, nothing wrong"


def test_every_template_is_clean_for_both_checkers(pages):
    page, shell = pages("cloudformation")
    shell.run(page.commands("Check before")[0])
    files = " ".join(str(template.relative_to(ROOT)) for template in ALL)
    assert shell.run(f"tools/py cfn-lint --registry-schemas target/schemas --template {files}") == ""
    assert shell.run(f"tools/validate {files}") == f"{len(ALL)} checked, nothing wrong"


@pytest.mark.parametrize(
    "checker", ["tools/py cfn-lint --registry-schemas target/schemas --template", "tools/validate"]
)
def test_checkers_know_the_schema_of_this_repository(pages, tmp_path, checker):
    page, shell = pages("cloudformation")
    shell.run(page.commands("Check before")[0])
    wrong = tmp_path / "wrong.yaml"
    right = (TEMPLATES / "agent.yaml").read_text(encoding="utf-8")
    wrong.write_text(right.replace("emmy.noether", "emmy noether"), encoding="utf-8")
    code, output = shell.attempt(f"{checker} {shlex.quote(str(wrong))}")
    assert code != 0
    assert r"[a-zA-Z0-9\_\-\.\@]+".replace("\\", "") in output.replace("\\", "")


def test_validate_without_a_template_says_how_it_is_used():
    done = subprocess.run([ROOT / "tools" / "validate"], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "usage: tools/validate TEMPLATE..." in done.stderr
