"""What a workshop taught the coach is kept, and can be taken back."""

from __future__ import annotations

import pytest

from visionwork.document.document import Document
from visionwork.document.errors import DocumentError
from visionwork.domain.drafts import text_hash
from visionwork.domain.stakeholders import Presence, Stakeholder
from visionwork.domain.tuning import CoachSettings, Flip, Silence, SilenceScope

HASH = text_hash("We serve our partners.")


def test_a_new_workshop_has_taught_nothing(document: Document) -> None:
    assert document.coaching.settings() == CoachSettings()
    assert document.coaching.meanings() == {}


def test_silences_are_listed_and_end(document: Document) -> None:
    place = Silence(0, SilenceScope.PLACE, "position.of-choice", "of choice", HASH, 12, "Our product's name")
    rule = Silence(0, SilenceScope.RULE, "money.revenue")
    ids = [document.coaching.silence(wish) for wish in (place, rule)]
    found = document.coaching.settings().silences
    assert [item.id for item in found] == ids
    assert (found[0].phrase, found[0].sha256, found[0].start, found[0].reason) == (
        "of choice", HASH, 12, "Our product's name",
    )  # fmt: skip
    assert document.store.undo_label() == "Silence a rule"
    document.coaching.say_why(ids[0], "Our slogan")
    document.coaching.say_why(ids[0], "Our slogan since 1998")
    assert document.coaching.settings().silences[0].reason == "Our slogan since 1998"
    document.undo()
    assert document.coaching.settings().silences == found
    document.coaching.end_silence(ids[0])
    assert [item.scope for item in document.coaching.settings().silences] == [SilenceScope.RULE]
    document.undo()
    assert document.coaching.settings().silences == found


def test_a_state_is_set_by_hand_for_one_wording(document: Document) -> None:
    document.coaching.flip(HASH, Stakeholder.MANAGERS, Presence.PROMISED)
    document.coaching.flip(HASH, Stakeholder.MANAGERS, Presence.ABSENT)
    assert document.coaching.settings().flips == (Flip(HASH, Stakeholder.MANAGERS, Presence.ABSENT),)
    document.coaching.flip(HASH, Stakeholder.MANAGERS, None)
    assert document.coaching.settings().flips == ()
    document.undo()
    assert len(document.coaching.settings().flips) == 1


def test_a_word_of_the_house_is_learned_once(document: Document) -> None:
    document.coaching.learn(" Partner ", Stakeholder.EMPLOYEES)
    document.coaching.learn("partner", Stakeholder.CUSTOMERS)
    document.coaching.learn("member", None)
    assert document.coaching.meanings() == {"member": None, "partner": Stakeholder.CUSTOMERS}
    vocabulary = document.snapshot().vocabulary()
    assert vocabulary.organisation == "Aldermoor Consulting"
    assert vocabulary.meanings["partner"] is Stakeholder.CUSTOMERS
    document.coaching.unlearn("Partner")
    assert document.coaching.meanings() == {"member": None}
    with pytest.raises(DocumentError):
        document.coaching.learn("  ", None)


def test_more_marks_can_be_shown(document: Document) -> None:
    document.coaching.set_picky(True)
    assert document.snapshot().coach.picky
    document.undo()
    assert not document.coaching.settings().picky
