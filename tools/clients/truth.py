"""What the emulator's Connect holds, whatever its switches let reads, lists and searches show of it."""

import json
import os

from workbench.repository import DIRECT


def users():
    """Return the name of every user of every instance by the user's ARN."""
    with DIRECT.open(f"{os.environ['AWS_ENDPOINT_URL']}/_emulator/state", timeout=10) as answer:
        instances = json.load(answer)["Instances"]
    return {
        f"{instance['Arn']}/agent/{user['Id']}": user["Username"]
        for instance in instances
        for user in instance["Users"]
    }
