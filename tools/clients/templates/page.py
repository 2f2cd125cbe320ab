"""Pages of examples/ and the commands on them, typed into a shell one after the other as a reader would."""

import os
import re
import subprocess
import threading
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "examples" / "cloudformation"
PATIENCE_SECONDS = 600
CLIENTS = {"aws": '"{tools}/py" aws "$@"', "sam": '"{tools}/sam" "$@"', "cdk": '"{tools}/cdk" "$@"'}
SET_BY_THE_PAGE = {
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_EC2_METADATA_DISABLED": "true",
}


class Page:
    """A README of examples/, or another page by its path; by its headings."""

    def __init__(self, name):
        file = ROOT / (name if name.endswith(".md") else f"examples/{name}/README.md")
        text = file.read_text(encoding="utf-8")
        self._sections = dict(re.findall(r"^##? (.+?)\n(.*?)(?=^##? |\Z)", text, re.MULTILINE | re.DOTALL))

    def commands(self, heading, block=-1):
        """Return the commands below a heading; of several blocks the last one."""
        (title,) = (name for name in self._sections if name.startswith(heading))
        blocks = re.findall(r"```sh\n(.*?)```", self._sections[title], re.DOTALL)
        return blocks[block].strip().splitlines()


class Shell:
    """One bash for all commands of a page, with `aws`, `sam` and `cdk` on its path."""

    def __init__(self, clients, cwd, home):
        """Put the pinned clients where the shell finds them; their home is a folder of the test."""
        clients.mkdir()
        for name, line in CLIENTS.items():
            script = clients / name
            script.write_text(f"#!/bin/sh\nexec {line.format(tools=ROOT / 'tools')}\n", encoding="utf-8")
            script.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SAM_", "CDK_"))}
        environment = kept | SET_BY_THE_PAGE | {"AWS_ENDPOINT_URL": os.environ["AWS_ENDPOINT_URL"]}
        environment |= {"PATH": f"{clients}:{os.environ['PATH']}", "HOME": str(home), "AWS_PAGER": ""}
        environment |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
        # No client calls home from a test.
        environment |= {"SAM_CLI_TELEMETRY": "0", "CDK_DISABLE_CLI_TELEMETRY": "true", "CI": "true"}
        # The CDK checks each template as it writes it, which takes ten times as long as the rest; one test lets it.
        environment |= {"CDK_VALIDATION": "false"}
        self._bash = subprocess.Popen(
            ["bash", "--norc"],
            cwd=cwd,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self, command):
        """Return what a command printed; it must succeed."""
        code, output = self.attempt(command)
        assert code == 0, f"{command}\nended with {code}:\n{output}"
        return output

    def attempt(self, command):
        """Return the exit code of a command and what it printed."""
        killer = threading.Timer(PATIENCE_SECONDS, self._bash.kill)
        killer.start()
        try:
            self._bash.stdin.write(f"{{ {command}\n}} < /dev/null\nprintf '\\n@ended %s\\n' $?\n")
            self._bash.stdin.flush()
            lines = []
            for line in self._bash.stdout:
                if line.startswith("@ended "):
                    return int(line.split()[1]), "".join(lines).strip()
                lines.append(line)
        finally:
            killer.cancel()
        raise AssertionError(f"{command}\nwas not done after {PATIENCE_SECONDS} s:\n{''.join(lines)}")

    def close(self):
        """End the shell."""
        self._bash.stdin.close()
        self._bash.stdout.close()
        self._bash.kill()
        self._bash.wait()


def yaml_of(file):
    """Return a template or another YAML file; short forms of functions become their names."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=ShortForms)


class ShortForms(yaml.SafeLoader):
    """Reads `!Ref` and its like as texts, for what they mean does not matter to a test."""


ShortForms.add_multi_constructor("!", lambda loader, tag, node: f"{tag} …")
