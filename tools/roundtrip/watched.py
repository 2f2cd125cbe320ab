"""What Connect holds and what it was asked, and a fault that says no."""

DENIED = {"service": "cloudcontrolapi", "operation": "GetResource", "kind": "access-denied", "times": "forever"}


def users_of(admin):
    """Return what Connect holds."""
    (instance,) = admin("GET", "state")["Instances"]
    return instance["Users"]


def calls_of(admin, operation):
    """Return the calls of an operation that are in the log."""
    return [call for call in admin("GET", "requests") if call["operation"] == operation]
