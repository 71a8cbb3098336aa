from __future__ import annotations

from datetime import date

import pytest

from visionwork.document.document import Document
from visionwork.document.errors import DocumentError
from visionwork.document.people import same_name
from visionwork.domain.entries import group_lane
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup


def test_groups_keep_their_order(document: Document) -> None:
    ids = [document.groups.add(name, GroupKind.CUSTOMERS) for name in ("One", "Two", "Three")]
    document.groups.delete(ids[0])
    ids.append(document.groups.add("Four", GroupKind.CUSTOMERS, 12))
    document.groups.reorder([ids[3], ids[1], ids[2]])
    assert [group.name for group in document.groups.all()] == ["Four", "Two", "Three"]
    assert document.groups.all()[0].headcount == 12


@pytest.mark.parametrize("name", ["", "  ", "clients ", "CLIENTS", "ｃｌｉｅｎｔｓ"])
def test_a_group_has_a_name_of_its_own(document: Document, name: str) -> None:
    document.groups.add("Clients", GroupKind.CUSTOMERS)
    with pytest.raises(DocumentError):
        document.groups.add(name, GroupKind.OTHER)


def test_a_group_may_keep_its_name_when_something_else_changes(document: Document) -> None:
    group = document.groups.add("Clients", GroupKind.CUSTOMERS)
    document.groups.update(group, name="clients", kind=GroupKind.COMMUNITY, headcount=5)
    found = document.groups.all()[0]
    assert (found.name, found.kind, found.headcount) == ("clients", GroupKind.COMMUNITY, 5)


@pytest.mark.parametrize("use", ["card", "row", "draft", "text", "curve"])
def test_a_group_with_entries_is_not_deleted(document: Document, use: str) -> None:
    from visionwork.domain.adoption import Moment

    group = document.groups.add("Clients", GroupKind.CUSTOMERS)
    match use:
        case "card":
            document.cards.add("behaviour", group_lane(group), "They call us first")
        case "row":
            document.grids.add("closeness", seed=group_lane(group))
        case "draft":
            document.texts.save_draft(f"view:future-relationship:{group}", "We are known by name.")
        case "text":
            document.texts.write(f"view:future-relationship:{group}", "We are")
        case "curve":
            document.curves.set_shares("curve", group, Moment.TODAY, [25, 25, 25, 25])
    with pytest.raises(DocumentError, match="Clients has views"):
        document.groups.delete(group)
    assert len(document.groups.all()) == 1


def test_whether_a_group_may_go_tells_nothing_of_its_answers(document: Document) -> None:
    clients, staff, late, idle = (
        document.groups.add(name, GroupKind.OTHER) for name in ("Clients", "Staff", "Late", "Idle")
    )
    draft = document.texts.save_draft("statement", "We keep our word.")
    questions = [(QuestionKind.SCALE, "This vision has a place for me.")]
    asked = [RoundGroup(clients), RoundGroup(staff)]
    round_id = document.rounds.open(draft.id, questions, asked, date(2026, 3, 12))
    with pytest.raises(DocumentError, match="Staff is invited to a feedback round"):
        document.groups.delete(staff)
    document.groups.delete(late)
    document.undo()

    # One person of one group answers, then that group is asked no longer.
    document.rounds.add_responses(round_id, [NewResponse(clients, {"q1": 4})], Channel.TYPED)
    document.rounds.set_groups(round_id, [RoundGroup(staff)])
    told = set[tuple[str, str]]()
    for group in (clients, staff, late, idle):
        with pytest.raises(DocumentError) as refused:
            document.groups.delete(group)
        told.add((refused.value.sentence, refused.value.next_step))
    assert len(told) == 1


def test_a_group_of_a_similar_number_does_not_count_as_used(document: Document) -> None:
    groups = [document.groups.add(f"Group {n}", GroupKind.OTHER) for n in range(11)]
    document.texts.save_draft(f"view:future-relationship:{groups[10]}", "We are known by name.")
    document.groups.delete(groups[0])
    assert len(document.groups.all()) == 10


def test_people_of_a_deleted_group_stay(document: Document) -> None:
    group = document.groups.add("Clients", GroupKind.CUSTOMERS)
    document.participants.add("Ann Okafor", "Client council", group)
    document.groups.delete(group)
    assert document.participants.all()[0].group_id is None
    document.undo()
    assert document.participants.all()[0].group_id == group


def test_people_are_changed_reordered_and_deleted(document: Document) -> None:
    ann = document.participants.add("  Ann   Okafor ", "Partner", is_leader=True)
    ben = document.participants.add("Ben Aldous")
    document.participants.update(ben, name="Ben Aldous-Hale", role="Lead", group_id=None, is_leader=True)
    document.participants.reorder([ben, ann])
    assert [person.name for person in document.participants.all()] == ["Ben Aldous-Hale", "Ann Okafor"]
    with pytest.raises(DocumentError):
        document.participants.update(ben, name=" ", role="", group_id=None, is_leader=False)


def test_a_person_leaves_with_the_signature(document: Document) -> None:
    ann = document.participants.add("Ann Okafor", is_leader=True)
    document.signatures.sign(ann, "Ann Okafor", date(2026, 3, 2), "We answer within a day.")
    document.participants.delete(ann)
    assert document.signatures.all() == ()
    document.undo()
    assert len(document.signatures.all()) == 1


def test_names_are_the_same_whatever_their_form() -> None:
    assert same_name("Straße  Nord", "STRASSE nord")
    assert same_name("Zoë", "Zoe\u0308")
    assert not same_name("Nord", "Süd")
