"""How each language says things: interface words, dates, numbers, units, directions.

Importing this package costs nothing: Babel is loaded when the first date or number of a build is put into words.
"""


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for it)
    """The message itself. Marks a text for the catalogues where it is not looked up on the spot."""
    return message
