"""Base forms of words: "companies" and "company" are one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_CACHED = 20_000


class Lemmas:
    """Looks base forms up and remembers them.

    The dictionary of simplemma is loaded at the first unknown word. It is asked about small letters only, and
    answers from `known` go first, where a language's file knows better.

    Args:
        language: Code of the language, such as "en".
        known: Base forms by word that differ from the dictionary's.
    """

    def __init__(self, language: str, known: Mapping[str, str]) -> None:
        self._language = language
        self._found = dict(known)
        self._known = len(self._found)
        self._look_up: Callable[..., str] | None = None

    def lemma(self, word: str) -> str:
        """Return the base form of a word in small letters; the word itself when it is unknown."""
        found = self._found.get(word)
        if found is None:
            found = self._ask(word)
            if len(self._found) < _CACHED:
                self._found[word] = found
        return found

    def _ask(self, word: str) -> str:
        if self._look_up is None:
            from simplemma import lemmatize

            self._look_up = lemmatize
        if len(word) < 3 or not word.isalpha():
            return word
        return self._look_up(word, self._language).lower()
