"""What has been read of an instance, kept in a file so that an interrupted run goes on where it was."""

import json
import sys
import time

from adoption.files import write_whole
from adoption.refusal import Refusal

EVERY_USERS = 100
EVERY_SECONDS = 5
FORMAT = 2
FRESH_SECONDS = 3600


class Progress:
    """The users read so far, by ARN: what was shown, when, and when Connect said that it had changed last.

    What of them code needs is taken from there when all are read. A user that an earlier run read is read again if
    Connect says another time now, or after an hour: which changes move that time is documented nowhere, and code with
    former values would take a change back.
    """

    def __init__(self, file, source):
        """Take up what the file holds, if it is of the same source; `file` None keeps nothing."""
        self.file = file
        self.source = source
        self.users = {}
        if file is not None and file.exists():
            self.users = self._kept()

    def _kept(self):
        where = f"{self.file}, which an earlier run left,"
        try:
            kept = json.loads(self.file.read_text(encoding="utf-8"))
            format_, source, users = kept["format"], kept["source"], kept["users"]
        except (ValueError, KeyError, TypeError) as broken:
            raise Refusal(f"{where} cannot be read; delete it to begin anew") from broken
        if format_ != FORMAT:
            raise Refusal(f"{where} is of another version of this command; delete it to begin anew")
        if source != self.source:
            raise Refusal(
                f"{where} is of another instance, type or endpoint ({source}); delete it, or take another --out", 2
            )
        return users

    def save(self):
        """Keep what was read."""
        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(
                self.file,
                json.dumps({"format": FORMAT, "source": self.source, "users": self.users}, ensure_ascii=False),
            )

    def forget(self):
        """Delete the file; the code is written."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)

    def shown(self):
        """Return what was shown of each user, by ARN."""
        return {arn: kept["shown"] for arn, kept in self.users.items()}

    def _forget_stale(self, changed):
        """Forget users of whom something else may be shown by now."""
        now = time.time()
        stale = [
            arn
            for arn, kept in self.users.items()
            if arn in changed and (kept["changed"] != changed[arn] or not now - FRESH_SECONDS <= kept["read"] <= now)
        ]
        for arn in stale:
            del self.users[arn]
        if stale:
            tell(f"{counted(len(stale))} read by an earlier run may have changed since, and will be read again")

    def read(self, changed, one):
        """Read every user that is not known yet, `one` by one, and return how many were gone. Tells how far it is.

        `changed` are the times at which users changed last, by ARN.
        """
        self._forget_stale(changed)
        arns = list(changed)
        missing = [arn for arn in arns if arn not in self.users]
        known = len(arns) - len(missing)
        if known:
            tell(f"{known} of {counted(len(arns))} read by an earlier run")
        gone, begun, told = 0, time.monotonic(), time.monotonic()
        try:
            for number, arn in enumerate(missing, 1):
                read = time.time()
                shown = one(arn)
                if shown is None:
                    gone += 1
                else:
                    self.users[arn] = {"shown": shown, "changed": changed[arn], "read": read}
                if number % EVERY_USERS == 0:
                    self.save()
                now = time.monotonic()
                if number == len(missing) or now - told > EVERY_SECONDS:
                    told = now
                    tell(f"read {known + number} of {counted(len(arns))}, {number / max(now - begun, 0.001):.0f} / s")
        finally:
            if missing:
                self.save()
        return gone


def counted(number):
    """Return a number of users in words."""
    return f"{number:,} user" if number == 1 else f"{number:,} users"


def tell(text):
    """Print a line of progress on standard error, at once."""
    print(f"adopt: {text}", file=sys.stderr, flush=True)
