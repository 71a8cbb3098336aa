"""Reads the rules of a language from its folder, and refuses what is wrong, with file, line and reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

from visionwork.assets import asset_dir
from visionwork.coach import promised
from visionwork.coach.lemmas import read_forms
from visionwork.coach.patterns import Lists, Pattern, PatternError, compile_pattern
from visionwork.coach.prepared import (
    DRIFT,
    LANGUAGE,
    LISTS,
    MARKS,
    PEOPLE,
    PREPARED,
    RELATIONS,
    Prepared,
    prepare,
    read_prepared,
)
from visionwork.coach.relations import EVIDENCE as ABOUT_PEOPLE
from visionwork.coach.rules import (
    Example,
    HouseRule,
    Language,
    MarkRule,
    Matcher,
    Need,
    PeopleRule,
    PromiseRule,
    RuleSet,
    VagueRule,
    Whose,
)
from visionwork.domain.findings import Level, MarkKind
from visionwork.domain.stakeholders import Stakeholder

FORMS = "forms.txt"

_COMMON = frozenset(
    ["id", "match", "unless", "needs", "whose", "negatable", "match_examples", "clean_examples", "note"]
)
_Rule = TypeVar("_Rule")


class RuleError(ValueError):
    """The rules of a language cannot be used; the message names the file, the line and the reason."""


@cache
def default_rules(language: str = "en") -> RuleSet:
    """Return the rules shipped for a language; the English ones where there are none for it."""
    folder = asset_dir("resources") / "coach"
    wanted = folder / language.partition("-")[0]
    rules = wanted if (wanted / LANGUAGE).is_file() else folder / "en"
    return _Loader(rules, read_prepared(rules)).load()


def load_rules(folder: Path) -> RuleSet:
    """Read, compile and check the rules in a folder, and try them on their own examples.

    Args:
        folder: A folder as resources/coach/en; docs/coach.md explains its files.

    Raises:
        RuleError: A file is missing or cannot be read, a rule is not as it should be, or one of its own
            examples fails.
    """
    return _Loader(folder).load()


def prepare_rules(folder: Path) -> RuleSet:
    """Read, check and try the rules in a folder, and keep what was worked out beside them.

    Args:
        folder: A folder as resources/coach/en.

    Raises:
        RuleError: As in `load_rules`.
    """
    loader = _Loader(folder)
    rules = loader.load()
    (folder / PREPARED).write_text(loader.prepared(rules), encoding="utf-8")
    return rules


class _File:
    """One file of rules, with what is needed to say where a mistake is.

    Args:
        path: The file.
        data: What it says, where that is known; else it is read.
    """

    def __init__(self, path: Path, data: Mapping[str, Any] | None = None) -> None:
        self.path = path
        if data is not None:
            self.source, self.data = "", data
            return
        import tomllib  # not needed, and slow to import, where all is prepared

        try:
            self.source = path.read_text(encoding="utf-8")
            self.data: Mapping[str, Any] = tomllib.loads(self.source)
        except FileNotFoundError as error:
            raise RuleError(f"{path.name}: the file is missing") from error
        except UnicodeDecodeError as error:
            raise RuleError(f"{path.name}: the file is not UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            raise RuleError(f"{path.name}: {error}") from error

    def error(self, rule: str, reason: str) -> RuleError:
        """Return the error for a rule of this file."""
        return RuleError(f"{self.path.name}, line {self.line(rule)}: {rule}: {reason}")

    def line(self, text: str) -> int:
        """Return the number of the first line that has a text in quotation marks, or 1."""
        lines = self.source.splitlines()
        quoted = (f'"{text}"', f"'{text}'")
        return next((n for n, line in enumerate(lines, 1) if any(q in line for q in quoted)), 1)


class _Loader:
    """Makes rules of files.

    Args:
        folder: Where they are.
        prepared: What was worked out from them before; without it they are checked and tried.
    """

    def __init__(self, folder: Path, prepared: Prepared | None = None) -> None:
        self._folder = folder
        self._prepared = prepared
        self._files: dict[str, _File] = {}
        self._lists = Lists({})
        self._ids: dict[str, str] = {}

    def load(self) -> RuleSet:
        entries = self._file(LISTS)
        for name, patterns in entries.data.items():
            if self._prepared is None and not _are_texts(patterns):
                raise RuleError(f"{LISTS}, line {entries.line(name)}: {name}: a list of patterns is expected")
        self._lists = Lists(entries.data)
        people = self._file(PEOPLE)
        relations = self._file(RELATIONS)
        language = self._language()
        rules = RuleSet(
            language,
            self._rules(people, "rule", {"stakeholder", "beside", "yields"}, self._people_rule),
            self._rules(people, "house", {"ask", "reading"}, self._house_rule),
            self._rules(people, "vague", {"ask"}, self._vague_rule),
            self._rules(relations, "rule", {"people", "names_only"}, self._promise_rule),
            tuple(
                rule
                for name in MARKS
                for rule in self._rules(
                    self._file(name),
                    "rule",
                    {"kind", "level", "message", "ask", "source"},
                    self._mark_rule,
                )
            ),
            _weights(relations, "about_people", ABOUT_PEOPLE),
            self._signs(relations, entries.data),
            _weights(relations, "promised", promised.EVIDENCE),
            frozenset(language.forms) if self._prepared is not None else None,
        )
        if self._prepared is None:
            self._try_examples(rules)
        return rules

    def prepared(self, rules: RuleSet) -> str:
        """Return what to keep for rules that this loader has made."""
        self._file(DRIFT)
        files = {name: file.data for name, file in self._files.items()}
        return prepare(self._folder, files, rules.patterns(), rules.language.verbs)

    def _file(self, name: str) -> _File:
        if name not in self._files:
            known = self._prepared.files[name] if self._prepared is not None else None
            self._files[name] = _File(self._folder / name, known)
        return self._files[name]

    def _try_examples(self, rules: RuleSet) -> None:
        from visionwork.coach.examples import failed_examples

        failed = failed_examples(rules)
        if failed:
            rule, reason = failed[0]
            raise self._file(self._ids[rule]).error(rule, reason)

    def _pattern(self, source: str) -> Pattern:
        if self._prepared is not None:
            return Pattern(source, self._lists, self._prepared.needed[source])
        return compile_pattern(source, self._lists)

    def _verbs(self, names: Sequence[str]) -> frozenset[str]:
        if self._prepared is not None:
            return frozenset(self._prepared.verbs)
        return frozenset(key for name in names for key in _single_words(self._lists.element(name, name)))

    def _language(self) -> Language:
        file = self._file(LANGUAGE)
        data = file.data

        def words(name: str) -> frozenset[str]:
            return frozenset(data[name])

        def patterns(name: str) -> tuple[Pattern, ...]:
            return tuple(self._pattern(pattern) for pattern in data[name])

        try:
            return Language(
                code=data["code"],
                common=words("common"),
                abbreviations=words("abbreviations"),
                acronyms=words("acronyms"),
                lemmas=dict(data["lemmas"]),
                endings=tuple((ending, other) for ending, other in data["endings"]),
                forms=read_forms(self._folder / FORMS),
                doer_endings=tuple(data["doer_endings"]),
                no_doers=words("no_doers"),
                us=words("us"),
                own=words("own"),
                others=words("others"),
                they=words("they"),
                them=words("them"),
                determiners=words("determiners"),
                precedence=_precedence(data["precedence"]),
                leads=words("leads"),
                plurals=tuple((ending, single) for ending, single in data["plurals"]),
                ordinary=words("ordinary"),
                links=words("links"),
                joins=words("joins"),
                stops=words("stops"),
                verbs=self._verbs(data["verbs"]),
                negation=patterns("negation"),
                unnegation=patterns("unnegation"),
                not_people=patterns("not_people"),
                other_owners=patterns("other_owners"),
            )
        except KeyError as error:
            raise RuleError(f"{LANGUAGE}: {error.args[0]} is missing") from error
        except PatternError as error:
            raise RuleError(f"{LANGUAGE}: {error}") from error

    def _signs(self, file: _File, lists: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
        """Return sets of words; a list in braces stands for those of its entries that are one word."""
        signs = file.data.get("signs", {})
        missing = sorted(promised.SIGNS - set(signs))
        if missing or not all(_are_texts(words) for words in signs.values()):
            raise RuleError(
                f"{file.path.name}: [signs] needs a list of words for {', '.join(missing) or 'each name'}"
            )
        found: dict[str, frozenset[str]] = {}
        for name in promised.SIGNS:
            words = [word for word in signs[name] if not word.startswith("{")]
            for listed in (word[1:-1] for word in signs[name] if word.startswith("{")):
                if listed not in lists:
                    raise RuleError(f"{file.path.name}: [signs]: {LISTS} does not have the list {listed!r}")
                words += [word for word in lists[listed] if word.isalpha()]
            found[name] = frozenset(words)
        return found

    def _rules(
        self, file: _File, table: str, own_keys: set[str], make: Callable[[Mapping[str, Any], Matcher], _Rule]
    ) -> tuple[_Rule, ...]:
        made = []
        for entry in file.data.get(table, []):
            name = str(entry.get("id", ""))
            if not name:
                raise RuleError(f"{file.path.name}: a [[{table}]] has no id")
            if name in self._ids:
                raise file.error(name, "there is another rule with this id")
            self._ids[name] = file.path.name
            unknown = sorted(set(entry) - _COMMON - own_keys)
            if unknown:
                raise file.error(name, f"{unknown[0]!r} is no part of a rule")
            try:
                made.append(make(entry, self._matcher(entry)))
            except KeyError as error:
                raise file.error(name, f"{error.args[0]} is missing") from error
            except ValueError as error:
                raise file.error(name, str(error)) from error
        return tuple(made)

    def _matcher(self, entry: Mapping[str, Any]) -> Matcher:
        return Matcher(
            id=entry["id"],
            match=self._patterns(entry["match"]),
            unless=self._patterns(entry.get("unless", [])),
            needs=tuple(self._need(need) for need in entry.get("needs", [])),
            whose=Whose(entry.get("whose", "any")),
            negatable=bool(entry.get("negatable", "kind" in entry)),
        )

    def _patterns(self, sources: Sequence[str]) -> tuple[Pattern, ...]:
        if self._prepared is None and not _are_texts(sources):
            raise PatternError("match and unless are lists of patterns")
        return tuple([self._pattern(source) for source in sources])

    def _need(self, source: str) -> Need:
        pattern, _, within = source.partition(" within ")
        return Need(self._pattern(pattern), int(within) if within else None)

    def _people_rule(self, entry: Mapping[str, Any], how: Matcher) -> PeopleRule:
        who = Stakeholder(entry["stakeholder"])
        beside, yields = bool(entry.get("beside", False)), bool(entry.get("yields", False))
        return PeopleRule(how, who, beside, yields, self._examples(entry))

    def _house_rule(self, entry: Mapping[str, Any], how: Matcher) -> HouseRule:
        reading = entry.get("reading", "")
        return HouseRule(how, entry["ask"], Stakeholder(reading) if reading else None, self._examples(entry))

    def _vague_rule(self, entry: Mapping[str, Any], how: Matcher) -> VagueRule:
        return VagueRule(how, entry["ask"], self._examples(entry))

    def _promise_rule(self, entry: Mapping[str, Any], how: Matcher) -> PromiseRule:
        people = frozenset(Stakeholder(who) for who in entry.get("people", []))
        return PromiseRule(how, people, bool(entry.get("names_only", False)), self._examples(entry))

    def _mark_rule(self, entry: Mapping[str, Any], how: Matcher) -> MarkRule:
        return MarkRule(
            how,
            MarkKind(entry["kind"]),
            Level(entry.get("level", "notice")),
            entry["message"],
            entry["ask"],
            entry["source"],
            self._examples(entry),
        )

    def _examples(self, entry: Mapping[str, Any]) -> tuple[Example, ...]:
        if self._prepared is not None:
            return ()
        wanted, unwanted = entry["match_examples"], entry["clean_examples"]
        if not _are_texts(wanted) or not _are_texts(unwanted) or not wanted or not unwanted:
            raise ValueError("match_examples and clean_examples need at least one sentence each")
        return (*(Example(text, True) for text in wanted), *(Example(text, False) for text in unwanted))


def _weights(file: _File, table: str, names: frozenset[str]) -> dict[str, float]:
    weights = file.data.get(table, {})
    missing = sorted(names - set(weights))
    if missing or not all(isinstance(value, int | float) for value in weights.values()):
        raise RuleError(f"{file.path.name}: [{table}] needs a number for {', '.join(missing) or 'each name'}")
    return {name: float(weights[name]) for name in names}


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _single_words(element: object) -> Sequence[str]:
    from visionwork.coach.patterns import Choice, Words

    if isinstance(element, Words):
        return tuple(element.keys)
    if isinstance(element, Choice):
        return [key for branch in element.branches if len(branch) == 1 for key in _single_words(branch[0])]
    return ()


def _precedence(names: Sequence[str]) -> tuple[MarkKind, ...]:
    """Return the kinds of mark in the order in which their questions are asked."""
    if sorted(names) != sorted(kind.value for kind in MarkKind):
        raise RuleError(f"{LANGUAGE}: precedence has to name each kind of mark once")
    return tuple(MarkKind(name) for name in names)
