"""The file a workshop hands to a server: one round as it is asked, and the session's secrets."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from visionwork.assets import asset_dir
from visionwork.domain.errors import UserFacingError
from visionwork.domain.groups import Group, GroupKind, HouseWord
from visionwork.domain.method import fill
from visionwork.domain.rounds import Question, QuestionKind
from visionwork.feedback.answer_words import AnswerWords, language_file
from visionwork.feedback.chapters import shown_texts
from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.feedback.phone.words import load_words

FORMAT = 1
"""Version of the file's layout."""

_ID = re.compile(r"[0-9A-Za-z-]{8,80}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class PackageError(UserFacingError):
    """A file is not a round for a server."""


@dataclass(frozen=True, slots=True)
class PackedDraft:
    """A draft whose wording is judged."""

    id: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RoundPackage:
    """One round on its way to a server.

    Attributes:
        id: Names the round on the server: the workshop's uuid and the round's number.
        number: Number of the round.
        url: Where people reach the form, such as "https://feedback.example.org".
        language: BCP 47 tag of the form.
        organisation: Whose vision it is.
        house_words: The house's words by kind.
        drafts: The draft that is judged, or two.
        groups: Groups that are asked.
        questions: The questionnaire.
        digest: Hash of all that is asked.
        keys: Secrets of the session.
        fetch_sha256: SHA-256 of the token that opens the answers; the token itself stays with the workshop.
    """

    id: str
    number: int
    url: str
    language: str
    organisation: str
    house_words: Mapping[GroupKind, HouseWord]
    drafts: tuple[PackedDraft, ...]
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    digest: str
    keys: SessionKeys
    fetch_sha256: str

    @property
    def invitation(self) -> str:
        """The address people are sent."""
        return f"{self.url}/{self.keys.token}"

    def content(self, *, is_open: bool) -> FormContent:
        """Return what the form shows."""
        words = server_words(self.language).filled(
            lambda text: fill(text, self.organisation, self.house_words)
        )
        return FormContent(
            title=self._title(words),
            texts=shown_texts([(draft.id, draft.text) for draft in self.drafts]),
            groups=self.groups,
            questions=self.questions,
            words=words,
            digest=self.digest,
            is_open=is_open,
        )

    def to_json(self) -> str:
        """Return the file's text."""
        values = {
            "format": FORMAT,
            "id": self.id,
            "round": self.number,
            "url": self.url,
            "language": self.language,
            "organisation": self.organisation,
            "house_words": {k.value: [w.singular, w.plural] for k, w in self.house_words.items()},
            "drafts": [{"id": d.id, "number": d.number, "text": d.text} for d in self.drafts],
            "groups": [{"id": g.id, "name": g.name, "kind": g.kind.value} for g in self.groups],
            "questions": [
                {"id": q.id, "text": q.text, "kind": q.kind.value, "draft": q.draft_id}
                for q in self.questions
            ],
            "digest": self.digest,
            "keys": self.keys.as_mapping(),
            "fetch_sha256": self.fetch_sha256,
        }
        return json.dumps(values, ensure_ascii=False, indent=2) + "\n"

    def _title(self, words: AnswerWords) -> str:
        numbers = [draft.number for draft in self.drafts]
        if len(numbers) > 1:
            return words.text("round_two", round=self.number, draft=numbers[0], second=numbers[1])
        return words.text("round", round=self.number, draft=numbers[0])


def read_package(text: str) -> RoundPackage:
    """Return the round in a file that `RoundPackage.to_json` wrote.

    Raises:
        PackageError: It is something else, incomplete, or of a later version.
    """
    again = "Write it again with `visionwork server-round`."
    try:
        values: dict[str, Any] = json.loads(text)
        if values["format"] != FORMAT:
            raise PackageError("The round was written by another version of Visionwork.", again)
        keys = SessionKeys.from_mapping(values["keys"])
        if keys is None or not _ID.fullmatch(values["id"]) or not _SHA256.fullmatch(values["fetch_sha256"]):
            raise PackageError("The round's keys are not whole.", again)
        return RoundPackage(
            id=values["id"],
            number=int(values["round"]),
            url=public_url(values["url"]),
            language=str(values["language"]),
            organisation=str(values["organisation"]),
            house_words={GroupKind(kind): HouseWord(*pair) for kind, pair in values["house_words"].items()},
            drafts=tuple(
                PackedDraft(int(d["id"]), int(d["number"]), str(d["text"])) for d in values["drafts"]
            ),
            groups=tuple(Group(int(g["id"]), str(g["name"]), GroupKind(g["kind"])) for g in values["groups"]),
            questions=tuple(
                Question(str(q["id"]), str(q["text"]), QuestionKind(q["kind"]), _number_or_none(q["draft"]))
                for q in values["questions"]
            ),
            digest=str(values["digest"]),
            keys=keys,
            fetch_sha256=values["fetch_sha256"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackageError("This is not a round for a server.", again) from error


def _number_or_none(value: object) -> int | None:
    if value is None or isinstance(value, int):
        return value
    raise TypeError(value)


def public_url(text: str) -> str:
    """Return the address of a server as the form uses it: scheme, name and port, nothing behind.

    Raises:
        PackageError: It is not such an address, or not an encrypted one; plain http is only for trying
            it out on one machine.
    """
    ask = "Give it as in https://feedback.example.org"
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as error:
        raise PackageError(f"{text} is not the address of a server.", ask) from error
    host = parts.hostname or ""
    if parts.scheme not in ("https", "http") or not re.fullmatch(r"[a-z0-9.:-]+", host):
        raise PackageError(f"{text} is not the address of a server.", ask)
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username or parts.password:
        raise PackageError("The form stands at the root of a name of its own.", ask)
    if parts.scheme == "http" and host not in ("127.0.0.1", "::1", "localhost"):
        raise PackageError("Answers travel through the house's network, so the address must be https.", ask)
    named = f"[{host}]" if ":" in host else host
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{named}" if port in (None, usual) else f"{parts.scheme}://{named}:{port}"


def token_hash(token: str) -> str:
    """Return what the server keeps of the token that opens the answers."""
    return hashlib.sha256(token.encode()).hexdigest()


def server_words(language: str) -> AnswerWords:
    """Return the texts of the form as a server shows them, in a language, a near one, or English."""
    words = load_words(language)
    path = language_file(asset_dir("resources") / "server", language)
    if path.stem != words.language:
        return words
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    protected, unprotected = tuple(values.pop("protected")), tuple(values.pop("unprotected"))
    return AnswerWords(words.language, {**words.texts, **values}, words.scale, protected, unprotected)
