"""YAML nodes to the records of the model, in one pass, with every fault located.

The record types say all there is to know: their annotations choose the decoder of each field, once per process.
msgspec's own validation is not used because it stops at the first fault and knows no positions.
"""

from __future__ import annotations

import functools
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple, cast
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import msgspec

from generator.diagnostics import Diagnostic, Location, did_you_mean, error, nearest
from generator.load import yaml
from generator.load.markdown import Parsed, parse
from generator.load.names import NAME_BYTES_MAX
from generator.load.passage import Passage, Spot
from generator.load.yaml import Node, Scalar, YamlText
from generator.model import fields
from generator.model.article import Author
from generator.model.clock import DateError
from generator.model.dates import Date, When, parse_date
from generator.model.facts import Person, SourceUse
from generator.model.moments import Duration, Moment, parse_duration, parse_moment
from generator.model.prose import INLINE, Prose


class _Fault:
    """What a decoder returns in place of a value, after reporting why."""


FAULT = _Fault()


@dataclass(frozen=True, slots=True)
class ReadText:
    """A Markdown text of a file, parsed, with the way back into the file."""

    at: str
    """The path of keys to it, such as `questions/2/answer`; `body` for an article's prose."""
    parsed: Parsed
    locate: Callable[[Spot], Location]

    def location(self, passage: Passage, offset: int, width: int = 1) -> Location:
        """Where the character at `offset` of one of its passages stands in the file."""
        return self.locate(passage.spot(offset, width))


class PlainText(NamedTuple):
    """A text of a file without markup, which a reader sees. A tuple, since a sheet has many."""

    at: str
    """The path of keys to it, such as `figures/killed/unit`."""
    text: str


@dataclass(slots=True)
class Reading:
    """A file being decoded: collects the faults and the words for readers met on the way."""

    file: YamlText
    problems: list[Diagnostic] = field(default_factory=list)
    texts: list[ReadText] = field(default_factory=list)
    plain: list[PlainText] = field(default_factory=list)
    taken: frozenset[str] = frozenset()
    """Ids that headings in these texts must not take: those of the page, and of the article's own headings."""
    left_out: set[str] = field(default_factory=set)
    """Ids of records that have faults. What points to them is not a second fault."""
    unread: set[str] = field(default_factory=set)
    """Keys of the file's own record that are given, if under a misspelt name, and cannot be read. That one of them is
    missing is not a second fault."""
    sound: bool = True
    """False when something of the file could not be read, and what there is of it is a part."""

    def fault(self, node: Node, message: str, hint: str = "", code: str = "value-invalid") -> _Fault:
        self.problems.append(error(code, self.file.location(node), message, hint))
        return FAULT

    def prose(self, node: Scalar, at: str, inline: bool) -> Prose:
        """The text of a scalar as prose; faults in it are located in the file."""
        parsed = parse(node.text.strip(), inline=inline, page=at == "background", taken=self.taken)
        # Of the file, not of this record, which holds the text: what is no circle is gone as soon as it is not needed.
        locate = functools.partial(self.file.inside, node)
        self.texts.append(ReadText(at, parsed, locate))
        self.problems.extend(
            error(found.code, locate(found.spot), found.message, found.hint) for found in parsed.problems
        )
        return parsed.prose


Decoder = Callable[[Node, str, Reading], Any]


def decode(reading: Reading, record: type[Any], at: str = "") -> Any:
    """The record that a file's text holds, after reporting every fault in it; None when nothing can be made of it.

    What has no fault is there all the same (`reading.sound` says whether that is all), so that one run can report what
    else is wrong. An empty text is a record with nothing in it: its required keys are reported as missing.
    """
    reading.problems.extend(reading.file.problems)
    root = reading.file.root
    if reading.file.problems:
        reading.sound = False
        return None
    if root is None or (isinstance(root, Scalar) and root.is_null):
        root = yaml.Mapping((), reading.file.first_line, 1)
    value = decoder_of(record)(root, at, reading)
    if value is FAULT:
        reading.sound = False
        return None
    return value


@fields.once_per_type
def decoder_of(annotation: Any) -> Decoder:
    """The decoder of a type, made once."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        notes = typing.get_args(annotation)[1:]
        if INLINE in notes:
            return _inline
        return _STRINGS[next(note for note in notes if isinstance(note, fields.Kind)).name]
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if origin is Literal:
        return _choice(typing.get_args(annotation))
    if origin is tuple:
        return _list_of(typing.get_args(annotation)[0])
    if origin is dict:
        return _table_of(*typing.get_args(annotation))
    if origin in (typing.Union, types.UnionType):
        members = [member for member in typing.get_args(annotation) if member is not type(None)]
        return decoder_of(members[0]) if len(members) == 1 else _of_a_kind(members)
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return _with_short_form(annotation, _record_of(annotation))
    raise TypeError(f"no decoder for {annotation!r}")


def name_of(record: type) -> str:
    """What messages call a record, with its article: "a source", "an event"."""
    if issubclass(record, msgspec.Struct) and record.__struct_config__.tag is not None:
        return f"a target of the kind {record.__struct_config__.tag}"
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", record.__name__).lower()
    words = {"settings": "the settings", "sheet": "the fact sheet", "shared": "a shared sheet", "when": "a date"}.get(
        words, words
    )
    if words.startswith(("the ", "a ")):
        return words
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _record_of(record: type[Any]) -> Decoder:
    hints = typing.get_type_hints(record, include_extras=True)
    info = msgspec.structs.fields(record)
    own_id_given = record.__name__ in ("Event", "Question")
    decoders = {entry.name: decoder_of(hints[entry.name]) for entry in info}
    known = tuple(name for name in decoders if name != "id" or own_id_given or hints["id"] is not fields.OwnId)
    required = tuple(entry.name for entry in info if entry.required)
    name = name_of(record)

    def read(node: Node, at: str, reading: Reading) -> Any:
        if not isinstance(node, yaml.Mapping):
            return reading.fault(node, f"{name} is written as `key: value` lines, not as {_shape(node)}")
        values: dict[str, Any] = {}
        meant: set[str] = set()
        faulty = False
        for key, value in node.items:
            word = key.text
            if word not in known:
                guess = nearest(word.replace("-", "_"), known)
                hint = f"did you mean `{guess}`?" if guess else f"the keys of {name} are {', '.join(known)}"
                reading.fault(key, f"unknown key `{word}` in {name}", hint, "key-unknown")
                meant.add(guess)
                faulty = True
                if guess and not at:
                    # Facts under a misspelt name are not read, and what points to them is no second fault.
                    reading.left_out.update(_given_ids(value))
                continue
            if type(value) is Scalar and value.is_null:
                continue
            result = decoders[word](value, f"{at}/{word}" if at else word, reading)
            if result is FAULT:
                faulty = True
            values[word] = result
        for word in required:
            # A key that is misspelt is not missing as well: one fault is reported once.
            if word not in values and word not in meant:
                reading.fault(node, f"`{word}` is missing in {name}", f"add `{word}: …`", "key-missing")
                faulty = True
        if not faulty:
            return record(**values)
        if at:
            return FAULT
        readable = {word: value for word, value in values.items() if value is not FAULT}
        reading.unread = meant.union(values) - readable.keys()
        if any(word not in readable for word in required):
            return FAULT
        reading.sound = False
        return record(**readable)

    return read


def _of_a_kind(members: list[type[Any]]) -> Decoder:
    """Records told apart by their key `kind`."""
    readers = {str(member.__struct_config__.tag): _record_of(member) for member in members}
    choose = _choice(tuple(readers))

    def read(node: Node, at: str, reading: Reading) -> Any:
        name = at.rpartition("/")[2]
        if not isinstance(node, yaml.Mapping):
            return reading.fault(node, f"`{name}` is written as `key: value` lines, not as {_shape(node)}")
        given = next((value for key, value in node.items if key.text == "kind"), None)
        if given is None:
            hint = f"add `kind: …`, one of {', '.join(readers)}"
            return reading.fault(node, f"`kind` is missing in `{name}`", hint, "key-missing")
        kind = choose(given, f"{at}/kind", reading)
        if kind is FAULT:
            return FAULT
        others = tuple((key, value) for key, value in node.items if key.text != "kind")
        return readers[kind](yaml.Mapping(others, node.line, node.column), at, reading)

    return read


def _with_short_form(record: type[Any], full: Decoder) -> Decoder:
    """Some records may be written as one word: a date, a source's id, a person's name."""
    made = _SHORT_FORMS.get(record.__name__)
    if made is None:
        return full
    name, make = made

    def read(node: Node, at: str, reading: Reading) -> Any:
        is_short = isinstance(node, Scalar) or (record is When and isinstance(node, yaml.Sequence))
        if not is_short:
            return full(node, at, reading)
        value = _STRINGS[name](node, at, reading) if name else _date(node, at, reading)
        return FAULT if value is FAULT else make(value)

    return read


_SHORT_FORMS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "When": ("", When),
    "SourceUse": ("source", lambda found: SourceUse(id=found)),
    "Person": ("text", lambda found: Person(literal=found)),
    "Author": ("text", lambda found: Author(name=found)),
}
"""By record: the kind of string that its short form is (a date where it is empty), and what it makes."""


def _list_of(member: Any) -> Decoder:
    item = decoder_of(member)

    def read(node: Node, at: str, reading: Reading) -> Any:
        if not isinstance(node, yaml.Sequence):
            return reading.fault(
                node, f"`{at.rpartition('/')[2]}` is a list", "write each entry on a line that begins with `- `"
            )
        values = tuple([item(entry, f"{at}/{number}", reading) for number, entry in enumerate(node.items)])
        if FAULT in values:
            # Entries of a list are known by their place, so a list with a hole in it is left out whole.
            reading.left_out.update(_given_ids(node))
            return FAULT
        return values

    return read


def _table_of(name: Any, member: Any) -> Decoder:
    item = decoder_of(member)
    read_name = None if name is str else decoder_of(name)
    is_record = isinstance(member, type) and issubclass(member, msgspec.Struct)
    has_id = is_record and any(entry.name == "id" for entry in msgspec.structs.fields(member))

    def read(node: Node, at: str, reading: Reading) -> Any:
        word = at.rpartition("/")[2]
        if not isinstance(node, yaml.Mapping):
            return reading.fault(node, f"`{word}` is written as `id: …` lines, not as {_shape(node)}")
        values: dict[str, Any] = {}
        for key, entry in node.items:
            if has_id and not fields.is_id(key.text):
                reading.fault(
                    key,
                    f"`{key.text}` is not an id",
                    "use small letters, digits and hyphens, beginning with a letter or digit",
                )
                values[key.text] = FAULT
                continue
            if read_name is not None and read_name(key, at, reading) is FAULT:
                values[key.text] = FAULT
                continue
            value = item(entry, f"{at}/{key.text}", reading)
            values[key.text] = msgspec.structs.replace(value, id=key.text) if has_id and value is not FAULT else value
        if FAULT not in values.values():
            return values
        if "/" in at:
            return FAULT
        reading.sound = False
        reading.left_out.update(name for name, value in values.items() if value is FAULT)
        return {name: value for name, value in values.items() if value is not FAULT}

    return read


def _given_ids(node: Node) -> Iterator[str]:
    """The ids that a table gives, or that the entries of a list give themselves."""
    if isinstance(node, yaml.Mapping):
        yield from (key.text for key, _ in node.items)
    elif isinstance(node, yaml.Sequence):
        for entry in node.items:
            if isinstance(entry, yaml.Mapping):
                yield from (value.text for key, value in entry.items if key.text == "id" and isinstance(value, Scalar))


def _choice(options: tuple[str, ...]) -> Decoder:
    known = frozenset(options)

    def read(node: Node, at: str, reading: Reading) -> Any:
        if isinstance(node, Scalar) and node.text in known:
            return node.text
        found = f"`{node.text}`" if isinstance(node, Scalar) else _shape(node)
        hint = did_you_mean(node.text, options) if isinstance(node, Scalar) else ""
        listed = ", ".join(options[:12]) + (", …" if len(options) > 12 else "")
        return reading.fault(node, f"`{at.rpartition('/')[2]}` is one of {listed}; found {found}", hint)

    return read


def _shape(node: Node) -> str:
    if isinstance(node, Scalar):
        return "nothing" if node.is_null else f"`{node.text[:40]}`"
    return "a list" if isinstance(node, yaml.Sequence) else "`key: value` lines"


def _text(node: Node, at: str, reading: Reading) -> Any:
    if type(node) is not Scalar:
        return reading.fault(
            node,
            f"`{at.rpartition('/')[2]}` is a text, not {_shape(node)}",
            "put it in quotes if it holds `: ` or begins with a bracket",
        )
    return node.text.strip()


def _words(node: Node, at: str, reading: Reading) -> Any:
    text = _text(node, at, reading)
    if text and text is not FAULT:
        reading.plain.append(PlainText(at, text))
    return text


def _actor_or_words(node: Node, at: str, reading: Reading) -> Any:
    text = _text(node, at, reading)
    if text and text is not FAULT and not fields.is_id(text):
        reading.plain.append(PlainText(at, text))
    return text


URL_SHAPE = re.compile(r"https?://[^\s/?#\\]+[^\s\\]*\Z", re.ASCII)


DESTINATION_SHAPE = re.compile(
    r"([A-Za-z0-9_][\w.-]*@)?([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\]):(?!:)[A-Za-z0-9_./~][\w./~+@%,=-]*\Z",
    re.ASCII,
)
"""What neither ssh, rsync nor a shell between them can take for an option or a command."""


def _matching(pattern: re.Pattern[str], what: str, hint: str) -> Decoder:
    def read(node: Node, at: str, reading: Reading) -> Any:
        if type(node) is Scalar and pattern.match(node.text.strip()):
            return node.text.strip()
        return reading.fault(node, f"`{at.rpartition('/')[2]}` is {what}; found {_shape(node)}", hint)

    return read


_id = _matching(fields.ID_SHAPE, "an id", "ids have small letters, digits and hyphens")


def _timezone(node: Node, at: str, reading: Reading) -> Any:
    text = _text(node, at, reading)
    if text is FAULT:
        return FAULT
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        return reading.fault(node, f"unknown time zone `{text}`", "use an IANA name such as Europe/Berlin")
    return text


def _boolean(node: Node, at: str, reading: Reading) -> Any:
    if isinstance(node, Scalar) and not node.style and node.text in ("true", "false", "True", "False", "TRUE", "FALSE"):
        return node.text.lower() == "true"
    return reading.fault(
        node, f"`{at.rpartition('/')[2]}` is true or false; found {_shape(node)}", "write true or false, without quotes"
    )


NUMBER_SHAPE = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,20})?\Z")


def _number(node: Node, at: str, reading: Reading) -> Any:
    if isinstance(node, Scalar) and NUMBER_SHAPE.match(node.text):
        return Decimal(node.text)
    return reading.fault(node, f"`{at.rpartition('/')[2]}` is a number; found {_shape(node)}", number_hint(node))


def number_hint(node: Node) -> str:
    """What to write in place of a number in a form that is not read."""
    if not isinstance(node, Scalar):
        return "write digits, with `.` before decimals"
    plain = re.sub(r"[\s,_'’٬\u00a0\u202f]", "", node.text.strip().lstrip("+"))
    plain = "".join(
        str(int(sign)) if sign.isdigit() and not sign.isascii() and sign.isdecimal() else sign for sign in plain
    )
    plain = re.sub(r"^(-?)0+(?=[0-9])", r"\1", plain)
    plain = re.sub(r"^(-?)\.", r"\g<1>0.", plain)
    if NUMBER_SHAPE.match(plain):
        return f"write {plain}"
    if re.match(r"-?[0-9.]{1,12}[eE]\+?[0-9]{1,2}\Z", plain) and plain.count(".") <= 1 and plain.strip("-")[0] != ".":
        whole = format(Decimal(plain), "f")
        return f"write {whole}" if NUMBER_SHAPE.match(whole) else "write digits, with `.` before decimals"
    if plain.endswith("%"):
        return f'write {plain[:-1]} here, and `unit: "%"` in the figure'
    return "write digits, with `.` before decimals"


def _from_text(parse_text: Callable[[str], Any]) -> Decoder:
    def read(node: Node, at: str, reading: Reading) -> Any:
        text = _text(node, at, reading)
        if text is FAULT:
            return FAULT
        try:
            return parse_text(text)
        except DateError as fault:
            return reading.fault(node, fault.message, fault.hint, fault.code)

    return read


_written_date = _from_text(parse_date)


def _date(node: Node, at: str, reading: Reading) -> Any:
    """A date. `[2026-03-11,2026-03-12]`, one of two, is a list to YAML unless it is quoted; both forms are read."""
    if isinstance(node, yaml.Sequence) and all(isinstance(item, Scalar) for item in node.items):
        parts = [cast(Scalar, item) for item in node.items]
        text = f"[{','.join(part.text for part in parts)}]"
        last = parts[-1] if parts else None
        end = (last.end_line, last.end_column + 1) if last else (node.line, node.column + 2)
        node = Scalar(text, "", node.line, node.column, *end)
    return _written_date(node, at, reading)


def _block(node: Node, at: str, reading: Reading) -> Any:
    return reading.prose(node, at, inline=False) if type(node) is Scalar else _text(node, at, reading)


def _inline(node: Node, at: str, reading: Reading) -> Any:
    return reading.prose(node, at, inline=True) if type(node) is Scalar else _text(node, at, reading)


def _reasons(node: Node, _: str, reading: Reading) -> Any:
    """`waive`: codes with their reasons. Whether a code exists is for the desk, which owns the table of codes."""
    if not isinstance(node, yaml.Mapping):
        return reading.fault(
            node,
            "`waive` is written as `code: reason` lines",
            "name the code of the warning, then why it does not hold here",
        )
    reasons: dict[str, Any] = {}
    for key, value in node.items:
        if isinstance(value, Scalar) and not value.is_null and value.text.strip():
            reasons[key.text] = value.text.strip()
        else:
            reasons[key.text] = reading.fault(
                key, f"the waiver of `{key.text}` gives no reason", "say why the warning does not hold here"
            )
    return FAULT if FAULT in reasons.values() else reasons


_OLD_ADDRESS_PART = re.compile(r"[^\x00-\x1f\x7f\\?#]+\Z")
_OLD_ADDRESS_MAX = 1000
"""Characters: systems end at some 4,000 bytes, of which the output folder has its own."""


def _is_part(name: str) -> bool:
    """Whether a name may stand between strokes of an old address: none that leads to another folder, or is hidden."""
    if name == ".well-known":
        return True
    shaped = _OLD_ADDRESS_PART.match(name) and len(name.encode("utf-8", "surrogatepass")) <= NAME_BYTES_MAX
    return bool(shaped) and not unquote(name).startswith((".", "/", "\\"))


def _old_address(node: Node, at: str, reading: Reading) -> Any:
    text = _text(node, at, reading)
    if text is FAULT:
        return FAULT
    if len(text) <= _OLD_ADDRESS_MAX and all(_is_part(part) for part in text.strip("/").split("/")):
        return text
    hint = (
        "write it from the site's root, as in `/old-address/`; no name in it begins with a dot or holds `\\`, `?`, `#`"
    )
    return reading.fault(node, f"`{text[:60]}` is no address of a page on this site", hint)


def _port(node: Node, at: str, reading: Reading) -> Any:
    if isinstance(node, Scalar) and re.match(r"[0-9]{1,5}\Z", node.text, re.ASCII) and 0 < int(node.text) < 65536:
        return int(node.text)
    message = f"`{at.rpartition('/')[2]}` is a number from 1 to 65535; found {_shape(node)}"
    return reading.fault(node, message, "leave it out for the port of ssh's own settings")


_STRINGS: Mapping[str, Decoder] = {
    "text": _words,
    "actor or text": _actor_or_words,
    "id": _id,
    "actor": _id,
    "source": _id,
    "fact": _id,
    "slug": _matching(
        fields.SLUG_SHAPE, "the name of an explainer's folder", "use small letters, digits and hyphens, at most 80"
    ),
    "url": _matching(URL_SHAPE, "an absolute address", "begin it with https:// or http://"),
    "language": _matching(fields.LANGUAGE_SHAPE, "a language tag", "use a tag of BCP 47 such as en, ar or pt-BR"),
    "timezone": _timezone,
    "reasons": _reasons,
    "destination": _matching(
        DESTINATION_SHAPE, "a folder on another machine", "write `user@host:/path`, in plain letters and without spaces"
    ),
    "old address": _old_address,
    "port": _port,
}  # fmt: skip

_PLAIN: Mapping[Any, Decoder] = {
    str: _text,
    bool: _boolean,
    Decimal: _number,
    Date: _date,
    Moment: _from_text(parse_moment),
    Duration: _from_text(parse_duration),
    Prose: _block,
}
