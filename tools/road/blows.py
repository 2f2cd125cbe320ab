"""What can strike a call or an invocation; the declared errors come from the API's model, so none is forgotten."""

from dataclasses import dataclass

import botocore.session

# Longer than the handlers wait for an answer, which is 6 s.
TOO_LATE = 7_000
# Between two bytes: nobody waits long for one, and yet no body is whole when the time of the handlers is up.
A_BYTE = 1_000
# Long enough for the next call to meet it.
REFUSED = 300
CONNECTIONS = ("drop-before", "drop-after", "reset-before", "reset-after", "truncate", "garbage")
CRASHES = ("crash-before", "crash-after", "time-out")
BROKEN = ({"type": "InternalServiceException", "status": 500}, {"type": "ServiceUnavailableException", "status": 503})


@dataclass(frozen=True)
class Blow:
    """A fault at the n-th call of an operation, counted from 1."""

    service: str
    operation: str
    call: int
    members: tuple

    @property
    def kind(self):
        """Its kind in the words of the table."""
        given = dict(self.members)
        after = " after the commit" if given.get("after") else ""
        return given.get("type", given["kind"]) + after

    def fault(self):
        """Return it as the emulator takes it."""
        return {"service": self.service, "operation": self.operation, "call": self.call} | dict(self.members)

    def __str__(self):
        return f"{self.kind} at {self.operation} {self.call}"


def at_call(operation, call):
    """Return everything that can strike a call of Connect."""
    model = botocore.session.get_session().get_service_model("connect").operation_model(operation)
    declared = sorted(shape.name for shape in model.error_shapes)
    kinds = [{"kind": "throttle"}, {"kind": "access-denied"}]
    kinds += [{"kind": "error", "type": name} for name in declared]
    kinds += [{"kind": "error"} | broken for broken in BROKEN if broken["type"] not in declared]
    kinds += [{"kind": "error", "after": True} | BROKEN[0], {"kind": "delay", "ms": TOO_LATE}]
    kinds += [{"kind": "trickle", "ms": A_BYTE}]
    kinds += [{"kind": "refuse", "ms": REFUSED}] + [{"kind": kind} for kind in CONNECTIONS]
    return [Blow("connect", operation, call, tuple(kind.items())) for kind in kinds]


def at_invocation(action, number):
    """Return everything that can strike an invocation of a handler."""
    return [Blow("lambda", action, number, (("kind", kind),)) for kind in CRASHES]
