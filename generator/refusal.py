"""A command that will not do what was asked, with what to do instead (exit 3)."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was changed. Both texts follow the style of diagnostics; `hint` is an action, or empty."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
