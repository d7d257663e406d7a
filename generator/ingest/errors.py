"""What cannot be imported, and what to do about it."""


class IngestError(Exception):
    """The one exception of the import: what is wrong, and a hint that is an action.

    Both texts follow the style of diagnostics: lower case, no full stop, the thing in backquotes.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
