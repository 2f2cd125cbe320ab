"""Reads users one after the other. One that cannot be read keeps nobody from the others."""

import time

from adoption.progress import counted, tell
from adoption.refusal import Refusal, Unreadable

EVERY_USERS = 100
EVERY_SECONDS = 5
IN_A_ROW = 5


class Reading:
    """The reading of users that are listed, `one` by one. `gone` are those that went, `unread` why others are not."""

    def __init__(self, progress, one):
        """Read what the progress lacks, and keep it there."""
        self._progress = progress
        self._one = one
        self._failed_in_a_row = 0
        self.gone = set()
        self.unread = {}

    def all(self, listed):
        """Read every user that is not known as it is now. Tells how far it is.

        Raises Refusal when it is not for single users that they cannot be read.
        """
        missing = self._progress.missing(listed)
        known, begun, told = len(listed) - len(missing), time.monotonic(), time.monotonic()
        try:
            for number, arn in enumerate(missing, 1):
                self._read(arn, listed, missing)
                if number % EVERY_USERS == 0:
                    self._progress.save()
                now = time.monotonic()
                if number == len(missing) or now - told > EVERY_SECONDS:
                    told = now
                    tell(f"read {known + number} of {counted(len(listed))}, {number / max(now - begun, 0.001):.0f} / s")
            self._failed_in_a_row = 0
            for arn in list(self.unread):  # what was in the way may be so no more
                self._read(arn, listed, missing)
        finally:
            if missing:
                self._progress.save()

    def _read(self, arn, listed, missing):
        begun = time.time()
        try:
            shown = self._one(arn)
        except Unreadable as failure:
            self.unread[arn] = failure
            self._failed_in_a_row += 1
            if self._failed_in_a_row % IN_A_ROW == 0:
                self._require_another(failure, listed, missing)
            return
        self._failed_in_a_row = 0
        self.unread.pop(arn, None)
        if shown is None:
            self.gone.add(arn)
        else:
            self._progress.keep(arn, shown, listed[arn].changed, begun)

    def _require_another(self, failure, listed, missing):
        """Refuse to go on when a user cannot be read either who could be before, or who comes last if none could."""
        arn = next(reversed(self._progress.users), missing[-1])
        try:
            self._one(arn)
        except Unreadable as another:
            who = f"{listed[arn].name} ({arn})" if arn in listed else arn
            raise Refusal(f"{IN_A_ROW} reads in a row failed, and then that of {who}: {another}") from failure
