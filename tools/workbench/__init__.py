"""What the commands of this repository are made of: contract tests, packages, the demo, the whole test run."""
