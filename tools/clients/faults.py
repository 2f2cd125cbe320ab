"""Faults of the emulator, set while a test needs them, so that it decides how long something takes."""

import contextlib
import json
import os
import urllib.request

from workbench.repository import DIRECT


@contextlib.contextmanager
def fault(**members):
    """Let a fault strike within a with block, as `POST /_emulator/faults` has it; afterwards it is gone."""
    (made,) = admin("POST", "", members)
    try:
        yield
    finally:
        admin("DELETE", f"?id={made['id']}")


def admin(method, query, members=None):
    """Call the emulator's route for faults."""
    address = f"{os.environ['AWS_ENDPOINT_URL']}/_emulator/faults{query}"
    body = None if members is None else json.dumps([members]).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, body, headers, method=method)
    with DIRECT.open(request, timeout=10) as answer:
        return json.load(answer)
