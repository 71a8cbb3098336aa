"""Base forms of any word, looked up in a sorted file.

simplemma knows them, but to import it and load its dictionary takes a third of a second, and the drift of a
statement is asked for whenever a report is written. The file holds what simplemma answers for each word of
its dictionary, and is searched without being taken apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

UNLISTED = {"en": ("cies", "doms", "isms", "ists", "ments", "nces", "ships", "tions", "ums", "ized", "erves")}
"""Endings that simplemma takes off words its dictionary lacks, by language."""


class BaseForms:
    """The words of a language that are not their own base form.

    Args:
        content: Lines, each of a word, a space and its base form, in the order of their bytes.
        endings: A word without a line that has one of these may have a base form all the same.
    """

    def __init__(self, content: bytes, endings: tuple[str, ...]) -> None:
        self._content = content
        self._endings = endings

    def find(self, word: str) -> str | None:
        """Return the base form of a word, or None where only simplemma knows."""
        found = self._line(word.encode() + b" ")
        if found is not None:
            return found.decode()
        return None if word.endswith(self._endings) else word

    def _line(self, start: bytes) -> bytes | None:
        """Return what follows on the line with a start, by bisection."""
        content = self._content
        low, high = 0, len(content)  # each where a line begins
        while low < high:
            middle = content.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = content.index(b"\n", middle)
            if content.startswith(start, middle):
                return content[middle + len(start) : end]
            if content[middle:end] < start:
                low = end + 1
            else:
                high = middle
        return None


def read_base_forms(path: Path, language: str) -> BaseForms | None:
    """Return the base forms in a file; None without one, or for a language whose endings nobody listed."""
    endings = UNLISTED.get(language)
    return BaseForms(path.read_bytes(), endings) if endings is not None and path.is_file() else None


def write_base_forms(path: Path, language: str) -> int:
    """Write the file of a language from simplemma; return how many words it has."""
    lines = sorted(f"{word} {base}\n".encode() for word, base in _changed(language))
    path.write_bytes(b"".join(lines))
    return len(lines)


def _changed(language: str) -> Iterator[tuple[str, str]]:
    from simplemma import lemmatize

    for word in _words(language):
        if len(word) > 2 and word.isalpha() and (base := lemmatize(word, language).lower()) != word:
            yield word, base


def _words(language: str) -> Iterable[str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return {form.lower() for form in DefaultDictionaryFactory().get_dictionary(language)}
