"""Every rule of the desk, one line each. The table is an argument of `build`."""

from __future__ import annotations

from generator.check.rules import (
    conflicts,
    dates,
    figures,
    freshness,
    numbers,
    pictures,
    prose,
    record,
    relative_dates,
    sources,
    speech,
    translations,
    waivers,
    wording,
)
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
    Check("key-unknown", ERROR, waivers.code_unknown),
    Check("figure-unsourced", WARNING, numbers.figure_unsourced),
    Check("number-mismatch", WARNING, numbers.number_mismatch),
    Check("figure-stale", WARNING, freshness.figure_stale, timeless=False),
    Check("figure-superseded", WARNING, freshness.figure_superseded),
    Check("figure-fell", WARNING, freshness.figure_fell),
    Check("conflict-one-sided", WARNING, conflicts.conflict_one_sided),
    Check("event-unsourced", WARNING, sources.event_unsourced),
    Check("answer-unsourced", WARNING, sources.answer_unsourced),
    Check("event-passed", WARNING, freshness.event_passed, timeless=False),
    Check("date-relative", WARNING, relative_dates.date_relative),
    Check("speech-unattributed", WARNING, speech.speech_unattributed),
    Check("source-unused", WARNING, sources.source_unused),
    Check("source-single", WARNING, sources.source_single),
    Check("quote-not-found", WARNING, sources.quote_not_found),
    Check("role-at-time", WARNING, speech.role_at_time),
    Check("term-avoided", WARNING, wording.term_avoided),
    Check("alt-poor", WARNING, wording.alt_poor),
    Check("picture-animated", WARNING, pictures.picture_animated),
    Check("review-overdue", WARNING, freshness.review_overdue, timeless=False),
    Check("translation-behind", WARNING, translations.translation_behind),
    Check("correction-undeclared", WARNING, record.correction_undeclared, timeless=False),
    Check("link-dead", WARNING, sources.link_dead, timeless=False),
    Check("waiver-unused", WARNING, waivers.waiver_unused),
)
"""Errors first, then warnings, in the order of the contract's table."""
