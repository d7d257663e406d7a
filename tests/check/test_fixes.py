"""What `--fix` mends, and what it never touches."""

from __future__ import annotations

from generator.check.fixes import apply_edits, by_path, fixes, number_fixes, space_fixes, unified_diff
from generator.check.subject import Evidence
from tests.check.project import NOON, check_files, make_settings, make_subject

SETTINGS = """\
title: A site
terms:
  - {use: ceasefire, avoid: [cease-fire]}
  - {use: Kyiv, avoid: [Kiev], except_in_quotes: false}
"""

ARTICLE = """\
---
title: "A cease-fire, perhaps"
date: 2024-12-01
dateline: {date: 2024-11-30}
---
Cease-fire talks: on Wednesday the White House announced a push, and “no
cease-fire” was near Kiev. “I am from Kiev,” he said. They will meet on Thursday.
She said it would open on Friday.

> A cease-fire on Monday.

The delegation arrived on Saturday, 30 November 2024, after last Tuesday.
<!-- waive term-avoided: the title of a film -->
Cease-fire was shown on Sunday’s eve.
"""

MENDED = """\
---
title: "A ceasefire, perhaps"
date: 2024-12-01
dateline: {date: 2024-11-30}
---
Ceasefire talks: on 27 November 2024 the White House announced a push, and “no
cease-fire” was near Kyiv. “I am from Kiev,” he said. They will meet on 5 December 2024.
She said it would open on Friday.

> A cease-fire on Monday.

The delegation arrived on Saturday, 30 November 2024, after last Tuesday.
<!-- waive term-avoided: the title of a film -->
Cease-fire was shown on Sunday’s eve.
"""


def _mended(files: dict[str, str]) -> dict[str, str]:
    settings, _ = make_settings(SETTINGS)
    subject, problems = make_subject(files)
    assert subject is not None, problems
    edits = by_path(fixes(subject, Evidence(NOON, settings)))
    return {name: apply_edits(text, edits.get(f"content/x/{name}", ())) for name, text in files.items()}


def test_avoided_words_and_settled_weekdays_are_mended_and_quotations_are_not() -> None:
    """Capitals are kept; what tense leaves open stays; a waiver is respected; a weekday beside its date stays."""
    assert _mended({"article.md": ARTICLE}) == {"article.md": MENDED}


def test_mending_twice_is_mending_once() -> None:
    """What was mended has no fault of its kind."""
    once = _mended({"article.md": ARTICLE})
    assert _mended(once) == once


def test_texts_of_a_sheet_are_mended_inside_block_scalars() -> None:
    """The place is found through folding and indentation."""
    sheet = "background: |\n  The first.\n\n  A cease-fire held.\n"
    sheet += "questions:\n  - question: Why?\n    answer: >\n      A\n      cease-fire\n      held.\n"
    mended = _mended({"article.md": ARTICLE, "facts.yaml": sheet})
    assert mended["facts.yaml"] == sheet.replace("cease-fire", "ceasefire")


def test_plain_texts_of_a_sheet_are_mended_and_others_words_are_not() -> None:
    """Labels, names and titles; neither the title of a source, nor a quotation, nor what is waived."""
    sheet = (
        "sources: {s: {title: A cease-fire}}\n"
        "figures: {days: {label: 'Days of cease-fire', observations: [{value: 5, as_of: 2024, sources: [s]}]}}\n"
        "timeline:\n  - {date: 2024, title: Cease-fire, sources: [s]}\n"
        "  - {date: 2024, title: A cease-fire in June, sources: [s], waive: {term-avoided: its name}}\n"
        "questions: [{question: Is “cease-fire” right?, short_answer: 'No, a cease-fire it was [@s].'}]\n"
        "quotes: {q: {text: A cease-fire now, speaker: x, sources: [s]}}\nactors: {x: {kind: person, name: X}}\n"
    )
    mended = _mended({"article.md": ARTICLE, "facts.yaml": sheet})["facts.yaml"]
    expected = sheet.replace("'Days of cease-fire'", "'Days of ceasefire'").replace(
        "title: Cease-fire,", "title: Ceasefire,"
    )
    assert mended == expected.replace("a cease-fire it was", "a ceasefire it was")


def test_a_number_gets_the_form_that_yaml_wants() -> None:
    """From the diagnostics alone: the sheet cannot be read before."""
    sheet = 'figures:\n  a: {label: A, observations: [{value: "44,330", as_of: 2024}]}\n'
    sheet += "  b: {label: B, observations: [{value: 1'200.5, as_of: 2024}, {value: about 5, as_of: 2025}]}\n"
    files = {"article.md": ARTICLE, "facts.yaml": sheet}
    rows = sheet.split("\n")
    edits = number_fixes(check_files(files), lambda _path, line: rows[line - 1])
    mended = apply_edits(sheet, edits)
    assert mended == sheet.replace('"44,330"', "44330").replace("1'200.5", "1200.5")


def test_white_space_goes_where_it_means_nothing() -> None:
    """Line breaks of Markdown, code, quotations and texts of several lines keep theirs."""
    article = "---\ntitle: A \ndate: 2024-12-01\n---\nA break  \nhere \nand a tab\t\n\n"
    article += "```\ncode \n```\n\n> quoted \n\nend  \n"
    expected = (
        "---\ntitle: A\ndate: 2024-12-01\n---\nA break  \nhere\nand a tab\n\n```\ncode \n```\n\n> quoted \n\nend\n"
    )
    assert apply_edits(article, space_fixes("content/x/article.md", article)) == expected
    sheet = "sources: \n  a: \n    title: A  \n    note: |\n      one  \n      two \nbackground: x \n"
    expected = "sources:\n  a:\n    title: A\n    note: |\n      one  \n      two \nbackground: x\n"
    assert apply_edits(sheet, space_fixes("content/x/facts.yaml", sheet)) == expected


def test_a_diff_shows_what_would_change() -> None:
    """As `git apply` reads it, also without a last line end."""
    diff = unified_diff("content/x/article.md", "a\nb", "a\nc")
    assert diff == (
        "--- a/content/x/article.md\n+++ b/content/x/article.md\n@@ -1,2 +1,2 @@\n a\n-b\n"
        "\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
    )
    assert unified_diff("x", "a\n", "a\n") == ""


def test_an_edit_whose_words_are_gone_is_left_out() -> None:
    """A file that changed meanwhile is not damaged."""
    edits = space_fixes("content/x/facts.yaml", "a: b  \n")
    assert apply_edits("a: b\n", edits) == "a: b\n"
