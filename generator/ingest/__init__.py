"""A pasted article to a draft explainer: rules, phrase tables and kept libraries, the same input always the same draft."""  # noqa: E501

from generator.ingest.document import Input, Kind, Options
from generator.ingest.draft import Draft, Finding
from generator.ingest.drafting import ingest
from generator.ingest.errors import IngestError
from generator.ingest.fetch import FetchLimits, fetch
from generator.ingest.reading import read_input
from generator.ingest.report import report_json, report_text
from generator.ingest.writing import Written, write_draft

__all__ = [
    "Draft",
    "FetchLimits",
    "Finding",
    "IngestError",
    "Input",
    "Kind",
    "Options",
    "Written",
    "fetch",
    "ingest",
    "read_input",
    "report_json",
    "report_text",
    "write_draft",
]
