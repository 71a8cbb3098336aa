"""Columns that tell who answered or when, recognised so that they are never stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from itertools import islice

from visionwork.feedback.answers import folded


class Personal(StrEnum):
    """What a column tells of a person."""

    TIME = "time"
    EMAIL = "e-mail"
    NAME = "name"
    ADDRESS = "network address"
    NUMBER = "number of the answer"
    PHONE = "telephone"
    OTHER = "details of the person"


_HEADERS: dict[Personal, tuple[str, ...]] = {
    Personal.TIME: (
        "timestamp", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche",
        "tijdstempel", "start time", "startzeit", "heure de début", "completion time",
        "fertigstellungszeit", "heure de fin", "end time", "endzeit", "last modified time",
        "letzte änderung", "uhrzeit der letzten änderung", "heure de la dernière modification",
        "start date", "startdatum", "end date", "enddatum", "date created", "date modified",
        "date submitted", "submitted at", "submit date", "created at", "recorded date", "date", "datum",
        "time", "uhrzeit", "duration", "dauer", "time taken", "duration (in seconds)",
        "submitdate", "startdate", "datestamp", "interviewtime", "datum abgeschickt", "datum gestartet",
        "datum letzte aktivität", "submission date", "start date (utc)", "stage date (utc)",
        "submit date (utc)",
    ),
    Personal.EMAIL: (
        "email", "e-mail", "mail", "email address", "e-mail address", "e-mail-adresse",
        "adresse e-mail", "adresse de messagerie", "adresse mail", "correo electrónico",
        "dirección de correo electrónico", "your email", "your e-mail", "username", "user name",
        "benutzername", "nom d'utilisateur",
    ),
    Personal.NAME: (
        "name", "your name", "full name", "vollständiger name", "nom", "nombre", "naam", "first name",
        "vorname", "prénom", "last name", "surname", "family name", "nachname", "nom de famille",
        "respondent", "participant", "respondent name", "ihr name", "votre nom",
    ),
    Personal.ADDRESS: (
        "ip", "ip address", "ip-adresse", "adresse ip", "user agent", "referrer", "device", "browser",
        "ipaddr", "refurl", "submission ip", "network id",
    ),
    Personal.NUMBER: (
        "id", "respondent id", "response id", "collector id", "collector", "submission id", "token",
        "respondent_id", "collector_id", "response_id", "#", "nr.", "no.", "seed", "last page",
        "lastpage", "antwort id", "letzte seite", "zufallsstartwert",
    ),
    Personal.PHONE: (
        "phone", "phone number", "telephone", "mobile", "telefon", "telefonnummer", "téléphone",
    ),
    Personal.OTHER: (
        "score", "punkte", "total points", "gesamtpunktzahl", "quiz feedback", "quizfeedback",
        "custom data", "employee number", "staff number", "personalnummer", "address", "adresse",
        "date of birth", "geburtsdatum", "language", "sprache", "langue", "start language", "latitude",
        "startlanguage", "start-sprache", "response type", "tags",
        "longitude", "status", "progress", "finished", "distribution channel", "recipient last name",
        "recipient first name", "recipient email",
    ),
}  # fmt: skip
_BY_HEADER = {folded(header): kind for kind, headers in _HEADERS.items() for header in headers}
_OF_PERSON = frozenset((
    "name", "names", "surname", "forename", "nickname", "initials", "who", "email", "e-mail", "mail", "phone",
    "telephone", "contact", "signature", "manager", "supervisor", "employee", "birthday", "birth", "age",
    "vorname", "nachname", "namen", "wer", "telefon", "kontakt", "unterschrift", "vorgesetzte",
    "vorgesetzter", "geburtsdatum", "alter", "nom", "prénom", "qui", "téléphone", "courriel", "âge",
    "nombre", "apellido", "apellidos", "correo", "teléfono", "nome", "cognome", "naam", "achternaam",
))  # fmt: skip
_COUNTED = re.compile(r"\s*(\(\d+\)|\d+)$")

_VALUES: tuple[tuple[Personal, re.Pattern[str]], ...] = (
    (Personal.EMAIL, re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")),
    (
        Personal.ADDRESS,
        re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?=[^:]*:[^:]*:)[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){3,7}"),
    ),
    (
        Personal.TIME,
        re.compile(
            r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[ -]\w{3,9}[ -]\d{2,4})(?:[T ,]+\d{1,2}:\d{2}.*)?"
            r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?"
        ),
    ),
    (Personal.PHONE, re.compile(r"\+?\d[\d\s()/.-]{7,}\d")),
)
_ENOUGH = 0.6
_LOOKED_AT = 200


def personal_header(header: str) -> Personal | None:
    """Return what a column tells of a person by its name, or None.

    Only whole names are known, in English, German, French and some in Spanish, Italian and Dutch, so that
    a question such as "Name one thing you would keep" stays a question.
    """
    name = folded(header).strip(" :*")
    return _BY_HEADER.get(name) or _BY_HEADER.get(_COUNTED.sub("", name))


def speaks_of_person(header: str) -> bool:
    """Return whether a word of a column's name is about a person, as in "What is your name?".

    Such a column may be a question, so it can be chosen, or found by its words; it is never guessed.
    """
    return not _OF_PERSON.isdisjoint(re.findall(r"[\w-]+", folded(header)))


def personal_values(values: Iterable[str]) -> Personal | None:
    """Return what a column tells of a person by its contents, or None: most are addresses or times."""
    texts = Counter(islice((text for value in values if (text := value.strip())), _LOOKED_AT))
    if not texts:
        return None
    for kind, pattern in _VALUES:
        fitting = sum(rows for text, rows in texts.items() if pattern.fullmatch(text))
        if fitting >= _ENOUGH * texts.total():
            return kind
    return None
