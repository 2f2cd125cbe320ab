"""What ends the command with a message instead of a traceback."""

from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    IncompleteReadError,
    ReadTimeoutError,
    ResponseStreamingError,
)

TRIES = 12  # with the SDK's adaptive mode: it waits longer each time, and slows down before it is throttled again
NO_TYPE = "TypeNotFoundException"
# An answer that does not come, or not whole: somebody is there, but this call fails.
BROKEN_OFF = (ReadTimeoutError, ConnectionClosedError, IncompleteReadError, ResponseStreamingError)
DENIED = ("AccessDeniedException", "AccessDenied", "UnauthorizedOperation")


class Refusal(Exception):
    """Something that whoever called can mend; the message says what was wrong and what to do."""

    def __init__(self, message, code=1):
        super().__init__(message)
        self.code = code


class Unreadable(Exception):
    """One user cannot be read, which says nothing of others; the message says why."""


def refusal_of(failure, place, needed=""):
    """Return the refusal that tells what a client raised; `needed` is the right that a refused call takes."""
    if not isinstance(failure, ClientError):
        where = f" at {place.endpoint}" if place.endpoint else ""
        return Refusal(f"no answer{where}: {failure}")
    error, operation = failure.response["Error"], failure.operation_name
    if error["Code"] in DENIED:
        return Refusal(
            f"no access: {operation} was refused ({error.get('Message', error['Code'])}); "
            f"whoever runs this needs {needed or operation}"
        )
    if error["Code"] == NO_TYPE:
        return Refusal(f"no type {place.type_name} in this account and region; give --type, or register it", 2)
    return Refusal(f"{operation} failed, also after {TRIES} tries where that helps: {failure}")
