"""Base forms of words: "companies" and "company" are one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from visionwork.coach.base_forms import BaseForms

_CACHED = 20_000
_SHORTEST_DOER = 5

DOERS = "doers"
"""What patterns call any word that looks like people who do something, such as "hikers"."""


class Lemmas:
    """Looks base forms up and remembers them.

    simplemma knows the base forms, but its dictionary takes a quarter of a second to load. A rule only sees
    a word whose base form it asks for, so the forms of just those words are kept in a small file
    (`read_forms`), and simplemma is loaded when a rule asks for a word that the file does not cover: while
    rules are written.

    Args:
        language: Code of the language, such as "en".
        known: Base forms by word that differ from the dictionary's; they go first.
        wanted: Words that rules look for, or None for the base form of any word, which needs the dictionary.
        endings: Pairs of an ending and what may stand in its place, for words the dictionary leaves alone.
        forms: Forms by the word they belong to, for every word the file covers.
        base_forms: The base form of nearly any word; simplemma is asked about the rest.
        doer_endings: Endings of words that name people by what they do, such as "ers" in "hikers".
        no_doers: Words with such an ending that name nobody, such as "computers".
    """

    def __init__(
        self,
        language: str,
        known: Mapping[str, str],
        wanted: Collection[str] | None = None,
        endings: Sequence[tuple[str, str]] = (),
        forms: Mapping[str, Sequence[str]] | None = None,
        base_forms: BaseForms | None = None,
        doer_endings: Sequence[str] = (),
        no_doers: Collection[str] = (),
    ) -> None:
        covered = forms or {}
        self._language = language
        self._base_forms = base_forms
        self._wanted = frozenset(wanted or ())
        self._endings = tuple(endings)
        self._doer_endings = tuple(doer_endings)
        self._no_doers = frozenset(no_doers)
        self._found = {form: word for word, others in covered.items() for form in others}
        self._found |= known
        self._keys: dict[str, tuple[str, ...]] = {}
        self._complete = wanted is not None and all(word in covered for word in wanted)

    def keys(self, word: str) -> tuple[str, ...]:
        """Return everything that a pattern can know a word in small letters by."""
        found = self._keys.get(word)
        if found is None:
            lemma = self.lemma(word)
            found = (word, f"={word}") if lemma == word else (word, lemma, f"={word}")
            if self.names_doers(word):
                found = (*found, DOERS)
            if len(self._keys) < _CACHED:
                self._keys[word] = found
        return found

    def names_doers(self, word: str) -> bool:
        """Return whether a word in small letters looks like people who do something, such as "hikers"."""
        return word.endswith(self._doer_endings) and len(word) > _SHORTEST_DOER and word not in self._no_doers

    def lemma(self, word: str) -> str:
        """Return the base form of a word in small letters; the word itself when no rule asks for another."""
        found = self._found.get(word)
        if found is None:
            found = self._find(word)
            if len(self._found) < _CACHED:
                self._found[word] = found
        return found

    def _find(self, word: str) -> str:
        if len(word) < 3 or not word.isalpha():
            return word
        found = word if self._complete else self._ask(word)
        if found == word:
            for ending, other in self._endings:
                if word.endswith(ending) and (stem := word.removesuffix(ending) + other) in self._wanted:
                    return stem
        return found

    def _ask(self, word: str) -> str:
        listed = self._base_forms.find(word) if self._base_forms is not None else None
        if listed is not None:
            return listed
        from simplemma import lemmatize

        return lemmatize(word, self._language).lower()


def forms_of(words: Collection[str], language: str) -> dict[str, list[str]]:
    """Return every form that simplemma knows of some words, by word.

    Args:
        words: Words in their base form.
        language: Code of the language.
    """
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    found: dict[str, list[str]] = {word: [] for word in sorted(words)}
    for form, word in DefaultDictionaryFactory().get_dictionary(language).items():
        if word in found and form != word and form == form.lower():
            found[word].append(form)
    return {word: sorted(forms) for word, forms in found.items()}


def read_forms(path: Path) -> dict[str, list[str]]:
    """Return the forms in a file, by word; none when there is no file.

    Args:
        path: A file of lines, each with a word and then its forms.
    """
    if not path.is_file():
        return {}
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {line[0]: line[1:] for line in lines if line and not line[0].startswith("#")}


def write_forms(path: Path, forms: Mapping[str, Iterable[str]]) -> None:
    """Write a file of forms.

    Args:
        path: The file.
        forms: Forms by word.
    """
    head = "# Written by `make coach-forms` from simplemma (MIT): words that rules look for, and their forms."
    lines = [" ".join([word, *others]) for word, others in sorted(forms.items())]
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
