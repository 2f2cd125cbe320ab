"""What has been read of an instance, kept in a file so that an interrupted run goes on where it was."""

import json
import sys
import time

from adoption.files import refusing, write_whole
from adoption.refusal import Refusal

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
        except (OSError, ValueError, KeyError, TypeError) as broken:
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
        if self.file is None:
            return
        kept = {"format": FORMAT, "source": self.source, "users": self.users}
        with refusing(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.file, json.dumps(kept, ensure_ascii=False))

    def forget(self):
        """Delete the file; the code is written."""
        if self.file is not None:
            with refusing(self.file):
                self.file.unlink(missing_ok=True)

    def shown(self):
        """Return what was shown of each user, by ARN."""
        return {arn: kept["shown"] for arn, kept in self.users.items()}

    def missing(self, listed):
        """Return who is to be read, and forget who may have changed since an earlier run. Tells how many there are."""
        now = time.time()
        stale = [
            arn
            for arn, kept in self.users.items()
            if arn in listed
            and (kept["changed"] != listed[arn].changed or not now - FRESH_SECONDS <= kept["read"] <= now)
        ]
        for arn in stale:
            del self.users[arn]
        if stale:
            tell(f"{counted(len(stale))} read by an earlier run may have changed since, and will be read again")
        missing = [arn for arn in listed if arn not in self.users]
        if len(missing) < len(listed):
            tell(f"{len(listed) - len(missing)} of {counted(len(listed))} read by an earlier run")
        return missing

    def keep(self, arn, shown, changed, read):
        """Keep what was shown of a user, which was asked for at a time and had changed last at another."""
        self.users[arn] = {"shown": shown, "changed": changed, "read": read}


def counted(number):
    """Return a number of users in words."""
    return f"{number:,} user" if number == 1 else f"{number:,} users"


def tell(text):
    """Print a line of progress on standard error, at once."""
    print(f"adopt: {text}", file=sys.stderr, flush=True)
