"""What ends the command with a message instead of a traceback."""


class Refusal(Exception):
    """Something that whoever called can mend; the message says what was wrong and what to do."""

    def __init__(self, message, code=1):
        super().__init__(message)
        self.code = code
