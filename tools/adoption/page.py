"""How the page with the commands begins: where they are typed, and whom they speak to."""

import shlex
from urllib.parse import urlsplit

from adoption.clients import LOOPBACK


def beginning(folder, region, place, address):
    """Return the lines that lead into the folder, and to the place that was read: to no other account or emulator.

    What the environment said of it was the caller's, and is not written down; the `address` is the one that was asked.
    """
    settings = {"AWS_REGION": region, "AWS_DEFAULT_REGION": region}
    lines = [f"cd {shlex.quote(folder)}", exported(settings)]
    local = urlsplit(address).hostname if urlsplit(address).hostname in LOOPBACK else None
    given = {"AWS_PROFILE": place.profile, "AWS_ENDPOINT_URL": place.endpoint or (address if local else None)}
    given = {name: value for name, value in given.items() if value}
    if place.profile:  # keys of the environment come before those of AWS_PROFILE, though not before --profile
        lines.append("unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN")
    if given:
        lines.append(exported(given))
    if local:  # no proxy reaches this machine; some read the one name, others the other
        lines.append(f'export NO_PROXY="{local},${{NO_PROXY:-}},${{no_proxy:-}}"')
        lines.append('export no_proxy="$NO_PROXY"')
    return lines


def exported(settings):
    """Return the command that sets variables."""
    return "export " + " ".join(f"{name}={shlex.quote(value)}" for name, value in settings.items())
