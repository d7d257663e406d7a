"""Numbers in prose: what is left out, parts of a whole, ratios and ranges; spans of days; who reports a report."""

from datetime import date
from typing import Any

import pytest
import yaml

from generator.ingest import Input, Options, ingest
from generator.ingest.dates import find_dates
from generator.ingest.numbers import find_quantities
from generator.ingest.page_text import locator_in
from generator.ingest.phrases import phrases_for

_ENGLISH = phrases_for("en")
assert _ENGLISH is not None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There were 14 fires in the north and 12 in the south.", [("14", "fires"), ("12", "fires")]),
        ("Of 240 samples, 31 contained lead.", [("240", "samples"), ("31", "samples")]),
        ("It fell to 310 seals, from about 12,000 in 1950.", [("310", "seals"), ("12000", "seals")]),
        ("The motion passed by 27 votes to 14.", [("27", "votes")]),
        ("Five of the service's seven aircraft are grounded.", [("5", "aircraft")]),
        ("They sold 410,000 of the devices.", [("410000", "devices")]),
        ("One in four pupils walks to school.", []),
        ("Between 20 and 25 boats are missing.", []),
        ("The crows can call one to four times.", []),
        ("Two thirds of the 900 guests stayed.", [("900", "guests")]),
        ("The first two cost the airline dearly.", []),
        ("A crew of five cut the rope.", [("5", "crew")]),
    ],
)
def test_a_number_is_filed_with_what_it_counts(sentence: str, expected: list[tuple[str, str]]) -> None:
    """What the sentence leaves out is taken from the number before; what one number would falsify is not filed."""
    found = find_quantities(
        sentence, tuple((d.start, d.end) for d in find_dates(sentence, None, _ENGLISH).dates), _ENGLISH
    )
    assert [(str(each.value), each.unit) for each in found] == expected


def test_a_unit_that_was_left_out_is_to_be_looked_at() -> None:
    """The figure says which noun it counts, and is not filed as sure."""
    found = find_quantities("There were 14 fires in the north and 12 in the south.", (), _ENGLISH)
    assert [each.elided for each in found] == [False, True]


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("Residents can vote from 27 May to 2 June.", "2024-05-27/2024-06-02"),
        ("The fair was open from 3 to 5 May.", "2024-05-03/2024-05-05"),
        ("The town wants to flood the pans in October.", "2024-10"),
        ("The team reports today in the journal.", "2024-05-16"),
        ("We began again on the Monday.", ""),
    ],
)
def test_a_day_without_its_year_is_settled_by_dateline_and_tense(sentence: str, edtf: str) -> None:
    """A span keeps both its ends; a day of another story is left as it stands."""
    found = find_dates(sentence, date(2024, 5, 16), _ENGLISH).dates
    assert [each.edtf for each in found] == ([edtf] if edtf else [])


def _figures(sentence: str) -> list[tuple[str, str]]:
    text = f"A title for the day\n\nThe council met in the hall and talked about the harbour for many hours.\n\n{sentence}\n"
    sheet: dict[str, Any] = yaml.load(
        ingest(Input(text.encode(), "text"), Options(date="2024-05-16", today="2024-05-17")).sheet, yaml.BaseLoader
    )
    names = {key: actor["name"] for key, actor in sheet.get("actors", {}).items()}
    seen = [figure["observations"][0] for figure in sheet["figures"].values()]
    return [(each["value"], names.get(each.get("attributed_to", ""), each.get("attributed_to", ""))) for each in seen]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The fund holds 340 coins, auditors found in January.", "auditors"),
        ("Data from the weather service show that 64 trees fell.", "the weather service"),
        ("Olga Brandt said that the union had reported 60 stones.", "Olga Brandt"),
        ("Nine hundred of them, or 900 people, stayed, said Dr Mira Sand, who led the ward.", "Mira Sand"),
    ],
)
def test_a_figure_is_of_who_gives_it(sentence: str, speaker: str) -> None:
    """After the clause, behind the data, or around another's report."""
    assert speaker.lower() in [name.lower() for _, name in _figures(sentence)]


@pytest.mark.parametrize(
    ("label", "locator"),
    [
        ("Source 3, p. 7", "p. 7"),
        ("Source 3", ""),
        ("Quelle 12, S. 7, Abb. 2", "S. 7, Abb. 2"),
        ("المصدر 3، ص. 7", "ص. 7"),
        ("Source 3, p. 7; @other", ""),
    ],
)
def test_the_locator_is_what_a_label_adds_to_the_number(label: str, locator: str) -> None:
    """In any language's punctuation; what no citation could hold is none."""
    assert locator_in(label) == locator
