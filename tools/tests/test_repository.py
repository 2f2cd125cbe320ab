import os
import subprocess

import pytest

from workbench.repository import ROOT, aws_environment, isolated_environment
from workbench.steps import StepFailed


def test_clean_removes_what_every_build_makes():
    make = ["make", "-n", "-f", ROOT / "Makefile", "clean"]
    removed = subprocess.run(make, capture_output=True, text=True, check=True, timeout=60).stdout.split()
    poms = [ROOT / "pom.xml", *(pom for pom in ROOT.glob("*/pom.xml"))]
    assert len(poms) >= 3
    assert {str(pom.parent.relative_to(ROOT) / "target") for pom in poms} <= set(removed)


def test_aws_environment_nothing_set_dummies():
    completed = aws_environment({})
    assert completed["AWS_ACCESS_KEY_ID"] == "AKIDLOCAL"
    assert completed["AWS_REGION"] == completed["AWS_DEFAULT_REGION"] == "us-east-1"


def test_aws_environment_keys_set_kept():
    completed = aws_environment({"AWS_ACCESS_KEY_ID": "mine", "AWS_SECRET_ACCESS_KEY": "own", "AWS_SESSION_TOKEN": "t"})
    assert (completed["AWS_ACCESS_KEY_ID"], completed["AWS_SESSION_TOKEN"]) == ("mine", "t")


def test_aws_environment_profile_set_no_dummy_keys_beside_it():
    assert "AWS_ACCESS_KEY_ID" not in aws_environment({"AWS_PROFILE": "work"})


def test_aws_environment_region_argument_before_variables():
    assert aws_environment({"AWS_REGION": "eu-west-2"})["AWS_DEFAULT_REGION"] == "eu-west-2"
    assert aws_environment({"AWS_REGION": "eu-west-2"}, "eu-central-1")["AWS_REGION"] == "eu-central-1"


def test_aws_environment_proxy_never_for_this_machine():
    completed = aws_environment({"NO_PROXY": "example.com"})
    assert completed["NO_PROXY"] == "example.com,127.0.0.1,localhost"
    assert "127.0.0.1" in completed["no_proxy"]


def test_isolated_environment_what_this_shell_is_set_to_gone(monkeypatch):
    ours = ("AWS_PROFILE", "AWS_ENDPOINT_URL_CONNECT", "MAVEN_ARGS", "PYTEST_ADDOPTS", "PYTEST_PLUGINS")
    for name in ours:
        monkeypatch.setenv(name, "of this shell")
    assert not set(ours) & set(isolated_environment())


def test_isolated_environment_no_profile_can_lead_to_aws(monkeypatch, tmp_path):
    profile = tmp_path / "config"
    profile.write_text("[default]\nignore_configured_endpoint_urls = true\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(profile))
    environment = isolated_environment()
    assert environment["AWS_CONFIG_FILE"] == environment["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull


@pytest.mark.parametrize("options", ["-Xmx1g -Dhttps.proxyHost=proxy", "-DskipTests=false", "-DskipTestsOfAnother"])
def test_isolated_environment_maven_opts_kept(monkeypatch, options):
    monkeypatch.setenv("MAVEN_OPTS", options)
    assert isolated_environment()["MAVEN_OPTS"] == options


@pytest.mark.parametrize(
    "skip",
    ["-DskipTests", "-DskipTests=true", "-DskipITs", "-Dmaven.test.skip", "-Dmaven.test.skip=true", "'-DskipITs'"],
)
def test_isolated_environment_maven_opts_that_skip_tests_refused_without_the_rest(monkeypatch, skip):
    monkeypatch.setenv("MAVEN_OPTS", f"-Dhttps.proxyPassword=word {skip} -DskipNothing=false")
    with pytest.raises(StepFailed, match=r"MAVEN_OPTS has -D(skip|maven)") as refusal:
        isolated_environment()
    assert "=word" not in str(refusal.value)
