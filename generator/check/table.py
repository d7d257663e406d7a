"""Every rule of the desk, one line each. The table is an argument of `build`."""

from __future__ import annotations

from generator.check.rules import dates, figures, prose
from generator.check.subject import Check
from generator.diagnostics import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

CHECKS: tuple[Check, ...] = (
    Check("placeholder-left", ERROR, prose.placeholder_left),
    Check("attribution-missing", ERROR, figures.attribution_missing),
    Check("as-of-missing", ERROR, figures.as_of_missing),
    Check("value-invalid", ERROR, figures.value_invalid),
    Check("rank-ambiguous", ERROR, figures.rank_ambiguous),
    Check("date-reversed", ERROR, dates.date_reversed),
    Check("quote-unattributed", ERROR, prose.quote_unattributed),
)
