"""Checks templates with cloudformation-validate, which runs in the environment of the clients of templates."""

import os
import sys
from pathlib import Path

from cloudformation_validate import (
    EngineConfig,
    RegoEngine,
    SchemaValidatorConfig,
    file_to_additional_schema_source,
)

SCHEMA = Path(__file__).resolve().parents[1] / "aws-connect-user.json"
# An instance and what is in it are named by ARN on purpose: as what a parameter defaults to (W9002), and in what a CDK
# app comes to, which has no parameters (W9013).
ACCEPTED = {"W9002", "W9013"}
TOLD = {"FATAL", "ERROR", "WARN"}


def main(files):
    """Print what is wrong with each template; the exit code is 1 if anything is."""
    if missing := [file for file in files if not os.access(file, os.R_OK)]:
        sys.exit(f"validate: cannot read {', '.join(missing)}")
    schemas = SchemaValidatorConfig(additional_schemas=[file_to_additional_schema_source(str(SCHEMA))])
    engine = RegoEngine(EngineConfig(schema_validator_config=schemas))
    found = [
        f"{file}: {each.severity.name} {each.rule_id}: {each.message}"
        for file in files
        for each in engine.validate_template(file).diagnostics
        if each.severity.name in TOLD and each.rule_id not in ACCEPTED
    ]
    print("\n".join(found) or f"{len(files)} checked, nothing wrong")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: tools/validate TEMPLATE...")
    sys.exit(main(sys.argv[1:]))
