"""Where things are in this repository, and the environment in which its programs run."""

import os
import re
import urllib.request
from pathlib import Path

from workbench.steps import StepFailed

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1,localhost"
# Asks past every proxy: for what is on this machine.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
DUMMY_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIDLOCAL", "AWS_SECRET_ACCESS_KEY": "local"}
PROFILES = ("AWS_DEFAULT_PROFILE", "AWS_PROFILE")
# A profile could send clients to AWS itself (ignore_configured_endpoint_urls), wherever AWS_ENDPOINT_URL points.
NO_PROFILES = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
# Options of this shell's own runs, which could choose other tests or other projects than those that are meant.
OPTIONS_OF_THE_SHELL = ("AWS_", "MAVEN_ARGS", "PYTEST_")
JAVA_OPTIONS = ("MAVEN_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
SKIPS_TESTS = re.compile(r"-D(?:skipTests|skipITs|maven\.test\.skip(?:\.exec)?)(?!\S*=false\b)(?=[=\s\"']|$)")


def aws_environment(environment, region=None):
    """Return the environment completed for AWS clients of a local endpoint.

    Credentials and region that are set stay; dummies take the place of those that are not. A proxy is never asked for
    what is on this machine, nor the instance metadata service for credentials.
    """
    # To boto3 an empty name is that of a profile that there is not.
    completed = {name: value for name, value in environment.items() if value or name not in PROFILES}
    if not any(completed.get(name) for name in ("AWS_ACCESS_KEY_ID", *PROFILES)):
        completed |= DUMMY_CREDENTIALS
        completed.pop("AWS_SESSION_TOKEN", None)
    chosen = region or completed.get("AWS_REGION") or completed.get("AWS_DEFAULT_REGION") or "us-east-1"
    completed |= {"AWS_REGION": chosen, "AWS_DEFAULT_REGION": chosen, "AWS_EC2_METADATA_DISABLED": "true"}
    for name in ("NO_PROXY", "no_proxy"):
        completed[name] = ",".join(filter(None, [completed.get(name), LOOPBACK]))
    return completed


def isolated_environment(region="us-east-1"):
    """Return an environment for clients that must reach nothing but a local endpoint, whatever this shell is set to.

    Java's options stay, for proxies and repositories. Raises StepFailed when they skip tests.
    """
    bare = {name: value for name, value in os.environ.items() if not name.startswith(OPTIONS_OF_THE_SHELL)}
    for name in JAVA_OPTIONS:
        skip = SKIPS_TESTS.search(bare.get(name, ""))
        if skip:
            raise StepFailed(f"{name} has {skip[0]}, so tests would not run; take it out, the rest of {name} may stay")
    # Colours would hide the words of a summary from the programs that count them.
    return aws_environment(bare, region) | NO_PROFILES | {"PY_COLORS": "0"}
