"""Cells of open questions in a file, as they are stored: cleaned, and without ways to reach somebody.

A survey often has addresses in its comments: "write to me at …". Nobody needs them to understand the comment,
and with them everybody knows who wrote it. So the import puts a word in their place, and says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from visionwork.domain.counting import listed
from visionwork.domain.drafts import clean_text
from visionwork.feedback.formulas import GUARD, unguarded

E_MAIL, TELEPHONE, ADDRESS = "[e-mail]", "[telephone]", "[network address]"
"""What stands in place of a way to reach somebody."""

_NOUNS: Mapping[str, tuple[str, str]] = {
    E_MAIL: ("e-mail address", "e-mail addresses"),
    TELEPHONE: ("telephone number", "telephone numbers"),
    ADDRESS: ("network address", "network addresses"),
}
# Every repetition has an end, so that no text makes the search take long.
_E_MAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_NETWORK = re.compile(
    r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d{1,2})\.){3}(?:25[0-5]|2[0-4]\d|1?\d{1,2})(?![\w.]*\d)"
    r"|(?<![\w:])(?:[0-9A-Fa-f]{0,4}:){3,7}[0-9A-Fa-f]{1,4}(?![\w:])"
)
_TELEPHONE = re.compile(
    r"(?<![\w.,/-])(?:\+\d|00\d|\(\+?\d{2,5}\)|0\d)(?:[ ()./\u00a0\u2011-]{0,3}\d){5,13}(?![\w/-]*\d)"
    r"|(?<![\w.,/-])\d{3}[ .-]\d{3}[ .-]\d{4}(?!\w)"
)
_DAY = r"\d{1,2}[./ -]\d{1,2}[./ -](?:\d{2}){1,2}"
_HOUR = r"(?:[01]\d|2[0-4])\.?[0-5][05]"
# Hours of work are told in steps of five minutes; so 0151-2345 stays a number to call.
_DAYS_OR_HOURS = re.compile(rf"{_DAY}(?: ?- ?{_DAY})?|{_HOUR} ?- ?{_HOUR}")
_THOUSANDS, _BEFORE_THOUSANDS = re.compile(r"\d{3}(?:[ \u00a0]\d{3})+"), re.compile(r"\b\d{1,3}[ \u00a0]\Z")
_HARDWARE = re.compile(r"(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}")

_CONTROLS = bytes({*range(32), 127} - set(b"\t\n"))
_SIGNS = _CONTROLS + b"@:0123456789"
_DIGITS_ALIKE = bytes(0x30 if 0x30 <= value <= 0x39 else value for value in range(256))
_BETWEEN_DIGITS = b" ()./-+" + "\u00a0\u2011".encode()
_LEAST_DIGITS = b"0000"


class CommentCells:
    """Cleans cells of open questions and counts what it puts something else in place of.

    Attributes:
        replaced: How many of what, by the word in their place.
    """

    def __init__(self) -> None:
        self.replaced: Counter[str] = Counter()

    def one(self, cell: str) -> str:
        """Return a cell as it is stored."""
        text = unguarded(clean_text(cell).strip()).strip()
        return self._without_contacts(text) if _may_reach(text.encode("utf-8", "replace")) else text

    def column(self, cells: Sequence[str]) -> list[str]:
        """Return many cells as they are stored; mostly one look at all of them is enough."""
        together = "".join(cells)
        signs = together.encode("utf-8", "surrogatepass")
        harmless = len(signs.translate(None, _SIGNS)) == len(signs)
        if together.isascii():
            plain = harmless or len(signs.translate(None, _CONTROLS)) == len(signs)
        else:
            plain = together.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", together)
        texts = list(map(str.strip, cells))
        if not plain or ("'" in together and any(text.startswith(GUARD) for text in texts)):
            return [self.one(cell) if cell else "" for cell in cells]
        if harmless or not _may_reach(signs):
            return texts
        return [self._without_contacts(text) if _may_reach(text.encode()) else text for text in texts]

    def sentence(self) -> str:
        """Return what was replaced by what, or an empty text."""
        told = [
            f"{number:,} {_NOUNS[word][number != 1]} by “{word}”"
            for word, number in sorted(self.replaced.items())
        ]
        if not told:
            return ""
        return f"In comments, the import replaces {listed(told)}; names in them stay."

    def _without_contacts(self, text: str) -> str:
        for word, pattern in ((E_MAIL, _E_MAIL), (ADDRESS, _NETWORK), (TELEPHONE, _TELEPHONE)):
            found = [match for match in pattern.finditer(text) if not _is_ordinary(match)]
            self.replaced.update({word: len(found)} if found else {})
            for match in reversed(found):
                text = text[: match.start()] + word + text[match.end() :]
        return text


def _is_ordinary(found: re.Match[str]) -> bool:
    """Return whether what looks like a number to call or an address is a day, hours, an amount or a share."""
    words = found[0]
    if ":" in words:
        whole = "::" in words and ":::" not in words
        return not (whole or words.count(":") == 7 or _HARDWARE.fullmatch(words))
    if _THOUSANDS.fullmatch(words):
        start = found.start()
        return _BEFORE_THOUSANDS.search(found.string, max(0, start - 4), start) is not None
    return _DAYS_OR_HOURS.fullmatch(words) is not None


def _may_reach(signs: bytes) -> bool:
    """Return whether there may be a way to reach somebody in a text: an @, four digits or many colons."""
    if b"@" in signs:
        return True
    return signs.count(b":") > 2 or _LEAST_DIGITS in signs.translate(_DIGITS_ALIKE, _BETWEEN_DIGITS)
