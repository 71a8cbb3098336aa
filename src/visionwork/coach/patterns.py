r"""Patterns of words, written for people who are no programmers.

    leader          the word or any form of it ("leaders"); "leading" matches that form alone
    =best           exactly this word
    (a|b c)         one of these; (…)? may be missing
    ,               a comma may stand here
    !(a|b)          one word that is none of these
    ^               here a clause begins, after a comma or more
    ^^  $           here the sentence begins, or ends
    *               any one word; *0-3 none to three words; **0-3 none to three, over commas too
    <…>             only these words are what was found; the others are what has to stand around them
    {list}          one of the entries of a list in lists.toml
    {who}           people who were found in the text, together with others named beside them;
                    {who:customers|employees} only if these are among them

Hyphens count as spaces. A pattern never reaches over the end of a clause.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence

from visionwork.domain.records import record
from visionwork.domain.stakeholders import Stakeholder

_HYPHEN = re.compile(r"(?<!\d)-|-(?!\d)")
_GROUP_OF_WORDS = r"\(=?[a-z]+(?:[ |]=?[a-z]+)*\)\??"
_LEXER = re.compile(
    _GROUP_OF_WORDS + r"|\{[^}]*\}|\*\*?(?:\d+-\d+)?|\(|\)\??|\^\^|[|<>^!$]|[^\s(){}|*<>^!$]+"
)
_ONLY_WORDS = re.compile(r"=?[a-z]+(?: =?[a-z]+)*")
_PLAIN = re.compile(r"=?[^\W_]+(?:'[^\W_]+)*'?|[#€£%]")


class PatternError(ValueError):
    """A pattern cannot be read; the message says which and why."""


@record
class Words:
    """One word out of a set."""

    keys: frozenset[str]


@record
class Gap:
    """Any words, from `least` to `most` of them; over commas, too, when `wide`."""

    least: int
    most: int
    wide: bool = False


@record
class Who:
    """People found before; any when `people` is empty."""

    people: frozenset[Stakeholder]


@record
class Choice:
    """One of several sequences, or nothing when `optional`.

    Attributes:
        branches: The sequences.
        optional: Whether it may be missing.
        by_word: The sequences that can begin with a word, by that word.
        others: The sequences that can begin otherwise.
    """

    branches: tuple[Sequence_, ...]
    optional: bool
    by_word: Mapping[str, Sequence[Sequence_]]
    others: Sequence[Sequence_]


@record
class Edge:
    """Where the words that count begin, or end."""

    opens: bool


@record
class Other:
    """One word that is not in a set."""

    keys: frozenset[str]


@record
class ClauseStart:
    """The beginning of a clause, which takes no word; `least` is the gap that must stand before it."""

    least: int = 1


@record
class SentenceEnd:
    """The end of a sentence, which takes no word."""


Element = Words | Gap | Who | Choice | Edge | Other | ClauseStart | SentenceEnd
Sequence_ = tuple[Element, ...]


class Pattern:
    """A pattern, taken apart when something besides the words it needs is first asked for.

    Args:
        source: As it was written.
        lists: The lists it may name.
        needed: Sets of words of which it needs one each, the smallest first, as far as they are known.
    """

    __slots__ = ("_lists", "begins_with_people", "elements", "firsts", "needed", "source")

    elements: Sequence_
    """What has to follow each other."""
    firsts: frozenset[str]
    """Keys of the words it can begin with."""
    begins_with_people: bool
    """Whether it can begin with people."""

    def __init__(self, source: str, lists: Lists, needed: Sequence[frozenset[str]] = ()) -> None:
        self.source = source
        self.needed = needed
        self._lists = lists

    def __getattr__(self, name: str) -> object:  # reached only while a slot is empty
        if name not in ("begins_with_people", "elements", "firsts"):
            raise AttributeError(name)
        self.take_apart()
        return getattr(self, name)

    def take_apart(self) -> None:
        """Read the pattern; raises PatternError when it cannot be read or matches too much."""
        with self._lists.lock:  # a report may be written while the coach reads what is typed
            elements = _Parser(self.source, self._lists).parse()
        firsts, people, empty = _firsts(elements)
        if empty:
            raise PatternError(f"{self.source!r} could match nothing at all")
        if "*" in firsts:
            raise PatternError(f"{self.source!r} begins with any word")
        self.firsts = frozenset(firsts)
        self.begins_with_people = people
        self.elements = elements


class Lists:
    """The lists that patterns may name; each is compiled once, at its first use.

    Args:
        entries: Patterns by name of list.

    Attributes:
        lock: Held while a pattern that names them is taken apart.
    """

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        self._entries = entries
        self._compiled: dict[str, Element] = {}
        self._open: list[str] = []
        self.lock = threading.RLock()

    def element(self, name: str, source: str) -> Element:
        """Return a list as a choice of its entries.

        Args:
            name: Name of the list.
            source: The pattern that asks for it.

        Raises:
            PatternError: There is no such list, or it contains itself.
        """
        if name not in self._compiled:
            if name not in self._entries:
                raise PatternError(f"{source!r} asks for the list {name!r}, which lists.toml does not have")
            if name in self._open:
                raise PatternError(f"the list {name!r} contains itself")
            self._open.append(name)
            entries = self._entries[name]
            words = frozenset([entry for entry in entries if entry.isalpha()])  # most are single words
            longer = [self._entry(entry) for entry in entries if not entry.isalpha()]
            self._compiled[name] = _choice([(Words(words),), *longer] if words else longer, False)
            self._open.pop()
        return self._compiled[name]

    def _entry(self, source: str) -> Sequence_:
        if _ONLY_WORDS.fullmatch(source):  # nearly all: no need to take them apart sign by sign
            return _sequence(source)
        return _Parser(source, self).parse()


def words_in(elements: Sequence_) -> Iterator[str]:
    """Yield every word that a sequence can match."""
    for element in elements:
        if isinstance(element, Words | Other):
            yield from element.keys
        elif isinstance(element, Choice):
            for branch in element.branches:
                yield from words_in(branch)


def compile_pattern(source: str, lists: Lists) -> Pattern:
    """Compile a pattern.

    Args:
        source: The pattern.
        lists: The lists it may name.

    Raises:
        PatternError: It cannot be read, could match nothing at all, or begins with any word.
    """
    pattern = Pattern(source, lists)
    pattern.take_apart()
    pattern.needed = _needed(pattern.elements)
    return pattern


class _Parser:
    """Reads the notation of one pattern."""

    def __init__(self, source: str, lists: Lists) -> None:
        self._source = source
        self._lists = lists
        self._parts = self._lex()
        self._next = 0

    def parse(self) -> Sequence_:
        branches = self._branches()
        if self._next != len(self._parts):
            raise PatternError(f"{self._source!r} has a bracket too many")
        return branches[0] if len(branches) == 1 else (_choice(branches, False),)

    def _lex(self) -> list[str]:
        source = _HYPHEN.sub(" ", self._source)
        parts = _LEXER.findall(source)
        if "".join("".join(parts).split()) != "".join(source.split()):
            self._refuse(source)
        return [_without_possessive(part) for part in parts]

    def _refuse(self, source: str) -> None:
        """Say from where on the pattern cannot be read."""
        place = 0
        for match in _LEXER.finditer(source):
            if source[place : match.start()].strip():
                break
            place = match.end()
        raise PatternError(f"{self._source!r} cannot be read from {source[place:].strip()!r} on")

    def _branches(self) -> list[Sequence_]:
        branches: list[Sequence_] = []
        elements: list[Element] = []
        while self._next < len(self._parts):
            part = self._parts[self._next]
            if part.startswith(")"):
                break
            self._next += 1
            if part.isalpha():
                elements.append(Words(frozenset([part])))
            elif part == "|":
                branches.append(tuple(elements))
                elements = []
            elif part == "(":
                elements.append(self._group())
            elif part.startswith("("):
                elements.append(_group_of_words(part))
            elif part.startswith("*"):
                least, _, most = part.lstrip("*").partition("-")
                wide = part.startswith("**")
                elements.append(Gap(int(least), int(most), wide) if most else Gap(1, 1, wide))
            elif part.startswith("{"):
                elements.append(self._named(part[1:-1]))
            elif part in ("^", "^^"):
                elements.append(ClauseStart(3 if part == "^^" else 1))
            elif part == "$":
                elements.append(SentenceEnd())
            elif part == "!":
                elements.append(self._other())
            elif part in "<>":
                elements.append(Edge(part == "<"))
            elif part == ",":
                elements.append(Gap(0, 0, wide=True))
            elif not _PLAIN.fullmatch(part):
                raise PatternError(f"{self._source!r}: {part!r} is no word")
            else:
                elements.append(Words(frozenset([part])))
        return [*branches, tuple(elements)]

    def _group(self) -> Element:
        branches = self._branches()
        if self._next >= len(self._parts):
            raise PatternError(f"{self._source!r} lacks a closing bracket")
        optional = self._parts[self._next] == ")?"
        self._next += 1
        return _choice(branches, optional)

    def _other(self) -> Element:
        if self._next >= len(self._parts) or not self._parts[self._next].startswith("("):
            raise PatternError(f"{self._source!r} needs a bracket after '!'")
        part = self._parts[self._next]
        self._next += 1
        return Other(frozenset(words_in((self._group() if part == "(" else _group_of_words(part),))))

    def _named(self, name: str) -> Element:
        if name == "who" or name.startswith("who:"):
            people = name.partition(":")[2]
            try:
                return Who(frozenset(Stakeholder(one) for one in people.split("|") if one))
            except ValueError as error:
                raise PatternError(f"{self._source!r}: {error}") from error
        return self._lists.element(name, self._source)


def _without_possessive(word: str) -> str:
    """Return a word as texts give it: there, too, "client's" and "clients'" lose their ending."""
    return word.removesuffix("'s").removesuffix("'") if len(word) > 2 else word


def _group_of_words(part: str) -> Element:
    """Return "(a|b c)" as a choice: most groups are such, and need not be taken apart sign by sign."""
    optional = part.endswith("?")
    branches = (part[1:-2] if optional else part[1:-1]).split("|")
    longer = [_sequence(branch) for branch in branches if " " in branch]
    single = Words(frozenset([branch for branch in branches if " " not in branch]))
    if not longer and not optional:
        return single
    return _choice([(single,), *longer] if single.keys else longer, optional)


def _sequence(words: str) -> Sequence_:
    return tuple([Words(frozenset((word,))) for word in words.split(" ")])


def _choice(branches: Sequence[Sequence_], optional: bool) -> Element:
    """Return a choice as one set of words where that says the same, longer branches first."""
    keys: set[str] = set()
    longer: list[Sequence_] = []
    for branch in branches:
        if len(branch) == 1 and isinstance(branch[0], Words):
            keys |= branch[0].keys
        elif len(branch) == 1 and isinstance(branch[0], Choice) and not branch[0].optional:
            for inner in branch[0].branches:
                if len(inner) == 1 and isinstance(inner[0], Words):
                    keys |= inner[0].keys
                else:
                    longer.append(inner)
        elif branch:
            longer.append(branch)
    longer.sort(key=len, reverse=True)
    words = Words(frozenset(keys))
    if keys and not longer and not optional:
        return words
    branches = (*longer, (words,)) if keys else tuple(longer)
    by_word: dict[str, list[Sequence_]] = {}
    others: list[Sequence_] = []
    for branch in branches:
        if isinstance(branch[0], Words):  # nearly all
            for key in branch[0].keys:
                by_word.setdefault(key, []).append(branch)
            continue
        firsts, people, empty = _firsts(branch)
        if people or empty or "*" in firsts:
            others.append(branch)
        else:
            for key in firsts:
                by_word.setdefault(key, []).append(branch)
    return Choice(branches, optional, by_word, tuple(others))


def _firsts(elements: Sequence_) -> tuple[set[str], bool, bool]:
    """Return the keys a sequence can begin with, whether with people, and whether it can be empty."""
    keys: set[str] = set()
    people = False
    for element in elements:
        if isinstance(element, Words):
            return keys | element.keys, people, False
        if isinstance(element, Who):
            return keys, True, False
        if isinstance(element, Edge | ClauseStart | SentenceEnd):
            continue
        if isinstance(element, Other):
            return keys | {"*"}, people, False
        if isinstance(element, Gap):
            keys.add("*")
            if element.least:
                return keys, people, False
            continue
        all_empty = element.optional
        for branch in element.branches:
            branch_keys, branch_people, branch_empty = _firsts(branch)
            keys |= branch_keys
            people = people or branch_people
            all_empty = all_empty or branch_empty
        if not all_empty:
            return keys, people, False
    return keys, people, True


def _needed(elements: Sequence_) -> list[frozenset[str]]:
    """Return sets of words of which a sequence needs one each, the smallest first."""
    found: list[frozenset[str]] = []
    for element in elements:
        if isinstance(element, Words):
            found.append(element.keys)
        elif isinstance(element, Choice) and not element.optional:
            parts = [_needed(branch) for branch in element.branches]
            if all(parts):
                found.append(frozenset(key for part in parts for key in part[0]))
    return sorted(found, key=len)
