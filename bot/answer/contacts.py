"""The contacts on file: prompts/contacts.toml, read and checked; and which of them an office's name means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.answer.builder import plain
from bot.answer.office_names import located, names_in, same_office
from bot.answer.texts import Texts
from bot.models import Answer, Contact
from index.errors import SettingsError
from index.places.find import COUNTRY, find_places, place_name
from index.places.zones import is_zone

FACTS = ("phone", "address", "hours", "web")
# A telephone number: 0931-1234567, (0931)1234567, 12345, +86 931 1234567; with 转801 behind it.
NUMBER = re.compile(r"(?P<dialled>\+?(?:[（(][0-9]{3,4}[）)] ?)?[0-9][0-9 -]{1,17}[0-9])(?: ?转 ?[0-9]{1,6})?")
# What is plainly a telephone number in any text: a landline with its area code, a mobile.
TELEPHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-—]?\d{7,8}|1[3-9]\d{9})(?!\d)")
_BETWEEN = re.compile(r"\s*[、，,；;/]\s*")
_MENDS = {
    "extra_forbidden": "is unknown; known are phone, address, hours, web, and in [[offices]] also name, names, place",
    "missing": 'is missing; write it as name = "兰州市财政局"',
    "string_type": "must be text in quotes",
    "list_type": 'must be a list: names as ["市财政局"], offices as tables under [[offices]]',
    "model_type": "must be a table of its own under [[offices]]",
    "string_too_short": "is too short for an office's name; write it in full",
}


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    phone: str = ""
    address: str = ""
    hours: str = ""
    web: str = ""

    @field_validator("phone")
    @classmethod
    def _is_dialled(cls, value: str) -> str:
        if value and not all(NUMBER.fullmatch(part) for part in _BETWEEN.split(value)):
            raise ValueError("is no telephone number; write it as 0931-1234567, with 、 between two and 转801 behind")
        return value

    @field_validator("web")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^\s\"'<>]+", value):
            raise ValueError("is no web address; begin it with https:// or http://, without blanks")
        return value

    def facts(self) -> dict[str, str]:
        return {fact: value for fact in FACTS if (value := getattr(self, fact))}


class _Office(_Facts):
    name: str = Field(min_length=2)
    names: list[str] = []
    place: str = ""


class _File(_Facts):
    offices: list[_Office] = []


class Contacts:
    """The contacts of a bureau, and of the offices that it has put on file."""

    def __init__(self, file: _File, bureau: str, home: str) -> None:
        """Raises ValueError, which names the office and the mend."""
        self._home = home
        self._names: dict[tuple[str, str], Contact] = {}
        self._zones: tuple[str, ...] = ()
        own = located(bureau, home) or (home, bureau)
        if file.facts():
            self._names[own] = Contact(named=bureau, name=bureau, place=own[0], **file.facts())
        for number, office in enumerate(file.offices, 1):
            try:
                self._add(self._contact(office), [office.name, *office.names])
            except ValueError as error:
                raise ValueError(f"offices number {number} ({office.name}): {error}") from error
        self.on_file = frozenset(self._names.values())
        self.bureau = self._names.get(own) or self.find(bureau, home)

    @classmethod
    def load(cls, path: Path, bureau: str, home: str) -> Contacts:
        """The file at `path`; `bureau` is whose contact stands at its top, `home` the place of offices without one.

        Raises SettingsError, which names the key and the mend.
        """
        try:
            return cls(_File.model_validate(tomllib.loads(path.read_text("utf-8"))), bureau, home)
        except OSError as error:
            raise SettingsError(f"{path} cannot be read: {error}; restore it from the repository") from error
        except ValidationError as error:
            raise SettingsError(f"{path}: {_problem(error)}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"{path} is no TOML: {error}; each value stands in quotes, the file is UTF-8"
            ) from error
        except ValueError as error:
            raise SettingsError(f"{path}: {error}") from error

    def find(self, written: str, place: str) -> Contact | None:
        """The contact of the office that a document of `place` calls `written`; None when it is not on file, or when
        two on file may be meant."""
        office = located(written, place, self._zones) if self._names else None
        if not office or not office[1]:
            return None
        path, name = office
        found = {self._names[office]} if office in self._names else {
            contact for (at, known), contact in self._names.items() if at == path and same_office(known, name)
        }  # fmt: skip
        return found.pop().model_copy(update={"named": written}) if len(found) == 1 else None

    def named_in(self, text: str, place: str) -> Iterator[Contact]:
        """The contacts of the offices that a visitor's text names, whose place is `place` where it says none."""
        for names in names_in(text, place):
            if contact := next(filter(None, (self.find(name, place) for name in names)), None):
                yield contact

    def _contact(self, office: _Office) -> Contact:
        place = self._place(office.place)
        if not office.facts():
            raise ValueError("has no phone, address, hours or web; fill one in or remove the table")
        if is_zone(place_name(place)):
            self._zones = (*self._zones, place)
        name, (path, own) = office.name, located(office.name, place, self._zones) or (place, office.name)
        if path != COUNTRY and place_name(path)[:2] not in name:  # 市财政局 may stand beside another city's
            name = place_name(path) + own
        return Contact(named=name, name=name, place=place, **office.facts())

    def _place(self, written: str) -> str:
        if not written or written in (self._home, COUNTRY):
            return written or self._home
        flat = written.replace("/", "")
        for mention in find_places(flat, (written, self._home)):
            if mention.path and mention.end == len(flat) and (mention.start == 0 or mention.path == written):
                return mention.path
        raise ValueError(f"place {written} is not known; write it as 甘肃省/兰州市 or 甘肃省/兰州市/城关区")

    def _add(self, contact: Contact, names: list[str]) -> None:
        for written in names:
            office = located(written, contact.place, self._zones)
            if not office or not office[1]:
                raise ValueError(
                    f"name {written} is of no one place at {contact.place}; write it in full, with its place"
                )
            if office[0] != contact.place:
                raise ValueError(
                    f'name {written} is of {office[0]}, its place is {contact.place}; write place = "{office[0]}"'
                )
            for (path, known), other in self._names.items():
                if path == contact.place and other != contact and same_office(known, office[1]):
                    raise ValueError(f"name {written} is on file already, as {other.name}; remove one of the two")
            self._names[office] = contact


def facts(texts: Texts, contact: Contact) -> str:
    """What is on file: 电话：…；地址：…."""
    return "；".join(texts(f"contact.{fact}", value=v) for fact in FACTS if (v := getattr(contact, fact)))


def unsaid(answer: Answer) -> list[Contact]:
    """The contacts that the text of an answer does not say itself."""
    return [c for c in answer.contacts if not all(plain(getattr(c, fact)) in answer.text for fact in FACTS)]


def lines(texts: Texts, answer: Answer) -> list[str]:
    """The same as lines of text: 兰州市财政局（电话：…；地址：…）."""
    return [texts("contact.of", name=c.name, facts=facts(texts, c)) for c in unsaid(answer)]


def _problem(error: ValidationError) -> str:
    """The first problem in one line: where, what, and what to write instead."""
    first = error.errors()[0]
    where = ", ".join(f"number {part + 1}" if isinstance(part, int) else part for part in first["loc"])
    where = where.replace(", number", " number")
    cause = first.get("ctx", {}).get("error") or _MENDS.get(first["type"]) or first["msg"]
    value = first["input"]
    return f"{where} {cause}" + (f" (got {value!r})" if isinstance(value, str | int | float) else "")
