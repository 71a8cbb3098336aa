"""Base forms of words: "companies" and "company" are one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

_CACHED = 20_000


class Lemmas:
    """Looks base forms up and remembers them.

    The dictionary of simplemma is loaded at the first unknown word. It is asked about small letters only, and
    answers from `known` go first, where a language's file knows better. A word the dictionary leaves as it is, such
    as "serving", is tried with other endings, if some rule looks for the result.

    Args:
        language: Code of the language, such as "en".
        known: Base forms by word that differ from the dictionary's.
        endings: Pairs of an ending and what may stand in its place.
        wanted: Words that rules look for.
    """

    def __init__(
        self,
        language: str,
        known: Mapping[str, str],
        endings: Sequence[tuple[str, str]] = (),
        wanted: Collection[str] = (),
    ) -> None:
        self._language = language
        self._found = dict(known)
        self._endings = tuple(endings)
        self._wanted = wanted
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
        found = self._look_up(word, self._language).lower()
        return self._with_another_ending(word) if found == word else found

    def _with_another_ending(self, word: str) -> str:
        for ending, other in self._endings:
            if word.endswith(ending) and (stem := word.removesuffix(ending) + other) in self._wanted:
                return stem
        return word
