"""The sample workshop, written through the same commands as the app."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visionwork.assets import asset_dir
from visionwork.domain.adoption import Moment
from visionwork.domain.drafts import STATEMENT_SUBJECT, Draft, view_subject
from visionwork.domain.entries import CellValue, card_link, group_lane
from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.method import ColumnType, Exercise, Method
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.domain.signed_text import signed_text
from visionwork.domain.stakeholders import Stakeholder
from visionwork.protected import count_answers

if TYPE_CHECKING:
    from visionwork.document.document import Document

Table = dict[str, Any]


def load_sample(language: str = "en") -> Table:
    """Return the sample's data as it stands in its file."""
    with (asset_dir("resources") / "sample" / f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


def write_sample(path: Path, home: Path) -> None:
    """Write the sample workshop to a path where nothing is yet.

    Args:
        path: File to write.
        home: The app-data folder.

    Raises:
        DocumentError: The path is taken, or the disk refused.
    """
    from visionwork.document.session import DocumentSession
    from visionwork.method import default_method

    data = load_sample()
    clock = SampleClock(datetime.combine(data["held_on"], time(9)))
    method = default_method()
    session = DocumentSession.create(
        path, data["title"], data["organisation"], home,
        method=method.named, language=method.language, clock=clock,
    )  # fmt: skip
    try:
        SampleWriter(session.document, method, data, clock).write()
    finally:
        outcome = session.close()
    if outcome.problem is not None:
        raise outcome.problem


class SampleClock:
    """A clock that shows the time of the story, so that drafts carry their dates.

    Args:
        start: When the story begins.
    """

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        """Return the time of the story."""
        return self.now


class SampleWriter:
    """Fills a new document with the sample.

    Args:
        document: An empty document whose clock is `clock`.
        method: The method the sample was written for.
        data: The sample's data; see `load_sample`.
        clock: Told the time of each draft before it is saved.
    """

    def __init__(self, document: Document, method: Method, data: Table, clock: SampleClock) -> None:
        self._document = document
        self._method = method
        self._data = data
        self._clock = clock
        self._groups: dict[str, int] = {}
        self._people: dict[str, int] = {}
        self._cards: dict[str, int] = {}

    def write(self) -> None:
        """Write the whole sample."""
        self._together(
            self._write_facts, self._write_people, self._write_views, self._write_cards, self._write_grids,
            self._write_curves, self._write_statement,
        )  # fmt: skip
        self._write_rounds()  # answers are stored and counted in transactions of their own
        self._together(
            self._write_promises, self._write_decisions, self._write_agreement, self._write_signatures,
            self._write_done,
        )  # fmt: skip

    def _together(self, *parts: Callable[[], None]) -> None:
        """Write parts in one transaction: the disk need not be waited for four hundred times."""
        with self._document.store.command("Write the sample"):
            for part in parts:
                part()

    def _write_facts(self) -> None:
        workshop = self._document.workshop
        workshop.update(audience=self._data["audience"])
        workshop.set_held_on(self._data["held_on"])
        words: Mapping[str, list[str]] = self._data["house_words"]
        workshop.set_house_words({GroupKind(kind): HouseWord(*forms) for kind, forms in words.items()})
        for session in self._data["sessions"]:
            workshop.add_session(session["title"], session["held_on"])

    def _write_people(self) -> None:
        for group in self._data["groups"]:
            self._groups[group["name"]] = self._document.groups.add(
                group["name"], GroupKind(group["kind"]), group.get("headcount")
            )
        for person in self._data["participants"]:
            self._people[person["name"]] = self._document.participants.add(
                person["name"], person["role"], self._groups[person["group"]], person.get("leader", False)
            )

    def _write_views(self) -> None:
        for view in self._data["views"]:
            self._write_drafts(view_subject(view["exercise"], self._groups[view["group"]]), view["drafts"])

    def _write_statement(self) -> None:
        self._write_drafts(STATEMENT_SUBJECT, self._data["statement"])

    def _write_drafts(self, subject: str, drafts: Sequence[Table]) -> None:
        for draft in drafts:
            self._clock.now = draft["at"]
            saved = self._document.texts.save_draft(
                subject, draft["text"].strip(), summary=draft["summary"], author=draft["author"]
            )
            if "set_aside" in draft:
                self._document.texts.set_aside(saved.id, draft["set_aside"])

    def _write_cards(self) -> None:
        for block in self._data["cards"]:
            lane = block["lane"] if "lane" in block else group_lane(self._groups[block["group"]])
            for entry in block["entries"]:
                card_id = self._document.cards.add(block["exercise"], lane, entry["text"])
                self._document.cards.set_votes(card_id, entry.get("votes", 0))
                if "key" in entry:
                    self._cards[entry["key"]] = card_id

    def _write_grids(self) -> None:
        for grid in self._data["grids"]:
            exercise = self._method.exercise(grid["exercise"])
            for row in grid["rows"]:
                cells = {
                    name: self._cell(exercise, name, value) for name, value in row.items() if name != "seed"
                }
                seed = row.get("seed")
                if seed in self._groups:
                    seed = group_lane(self._groups[seed])
                self._document.grids.add(exercise.id, cells, seed=seed)

    def _cell(self, exercise: Exercise, column_id: str, value: Any) -> CellValue:  # noqa: ANN401
        match exercise.column(column_id).type:
            case ColumnType.PERSON:
                return self._people[value]
            case ColumnType.GROUP:
                return self._groups[value]
            case ColumnType.LINK:
                return [card_link(self._cards[key]) for key in value]
            case ColumnType.DATE:
                return value.isoformat()
            case _:
                return value

    def _write_curves(self) -> None:
        for curve in self._data["curves"]:
            group_id = self._groups[curve["group"]]
            for moment in Moment:
                self._document.curves.set_shares(curve["exercise"], group_id, moment, curve[moment.value])

    def _write_rounds(self) -> None:
        drafts = self._statement_drafts()
        questions = [(question.kind, question.text) for question in self._method.questionnaire]
        for block in self._data["rounds"]:
            invited = [RoundGroup(self._groups[part["group"]], part["invited"]) for part in block["groups"]]
            self._clock.now = datetime.combine(block["opened"], time(9))
            round_id = self._document.rounds.open(
                drafts[block["draft"]].id, questions, invited, block["opened"]
            )
            found = self._document.rounds.get(round_id).questions
            scale_ids = [question.id for question in found if question.kind is QuestionKind.SCALE]
            open_ids = [question.id for question in found if question.kind is QuestionKind.OPEN]
            responses = [
                response
                for part in block["groups"]
                for response in self._responses(part, scale_ids, open_ids)
            ]
            self._document.rounds.add_responses(round_id, responses, Channel.CSV)
            self._document.rounds.close(round_id, block["closed"])
            count_answers(self._document, self._document.rounds.get(round_id))

    def _responses(self, part: Table, scale_ids: Sequence[str], open_ids: Sequence[str]) -> list[NewResponse]:
        """Return responses whose counts are those of the story, mixed the same way each time."""
        mix = random.Random(part["group"])
        columns = []
        for counts in part["scales"]:
            values = [point for point, count in enumerate(counts, start=1) for _ in range(count)]
            mix.shuffle(values)
            columns.append(values)
        size = len(columns[0])
        texts = [[*part[name], *[""] * (size - len(part[name]))] for name in ("keep", "missing")]
        for column in texts:
            mix.shuffle(column)
        return [
            NewResponse(
                self._groups[part["group"]],
                dict(zip(scale_ids, (column[place] for column in columns), strict=True)),
                dict(zip(open_ids, (column[place] for column in texts), strict=True)),
            )
            for place in range(size)
        ]

    def _write_promises(self) -> None:
        block, drafts = self._data["promises"], self._statement_drafts()
        promises = self._document.promises.confirm(
            drafts[block["draft"]].id,
            [(entry["text"], map(Stakeholder, entry["to"])) for entry in block["list"]],
            block["confirmed"],
        )
        for answer in block["answers"]:
            promise, later = promises[answer["promise"] - 1], drafts[answer["draft"]]
            self._document.promises.answer(promise.id, later.text, answer["present"])

    def _write_decisions(self) -> None:
        drafts = self._statement_drafts()
        tested = drafts[self._data["promises"]["draft"]]
        for decision in self._data["decisions"]:
            self._document.promises.decide(
                tested.id,
                drafts[decision["draft"]].text,
                [Stakeholder(name) for name in decision["lost"]],
                decided_by=decision["by"],
                reason=decision["reason"],
                decided_on=decision["on"],
            )

    def _statement_drafts(self) -> dict[int, Draft]:
        return {draft.number: draft for draft in self._document.texts.drafts(STATEMENT_SUBJECT)}

    def _write_agreement(self) -> None:
        agreed = self._data["agreed"]
        self._document.texts.agree(self._statement_drafts()[agreed["draft"]].id, agreed["by"], agreed["on"])

    def _write_signatures(self) -> None:
        signed_on: date = self._data["signatures"]["on"]
        snapshot = self._document.snapshot()
        for name in self._data["signatures"]["people"]:
            person = self._people[name]
            text = signed_text(self._method, snapshot, person)
            self._document.signatures.sign(person, name, signed_on, text)

    def _write_done(self) -> None:
        for exercise_id in self._data["done"]:
            self._document.workshop.set_done(exercise_id, True, self._data["agreed"]["on"])
