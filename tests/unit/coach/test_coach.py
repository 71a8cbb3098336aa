"""What the coach finds in a text: people, promises, marks, and never more than is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visionwork.coach.coach import default_coach
from visionwork.domain.drafts import text_hash
from visionwork.domain.findings import Findings, Level, MarkKind, Presence, Stakeholder
from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.tuning import CoachSettings, Flip, SilenceScope, at_level, silence_for, tuned
from visionwork.domain.vocabulary import Vocabulary

ABSENT, NAMED, PROMISED = Presence.ABSENT, Presence.NAMED, Presence.PROMISED
CUSTOMERS, EMPLOYEES, MANAGERS, EXECUTIVES, COMMUNITY, SHAREHOLDERS = Stakeholder
TUNE = Path(__file__).resolve().parents[2] / "data" / "coach" / "tune.jsonl"
PEOPLE_FIRST = (
    "We help our clients sleep at night, and our employees are heard and paid fairly. "
    "We want to be the supplier of choice and leaders in our industry."
)


def read(text: str, vocabulary: Vocabulary | None = None) -> Findings:
    return default_coach().read(text, vocabulary)


def shown(text: str) -> set[MarkKind]:
    return {mark.kind for mark in tuned(read(text), CoachSettings()).marks}


@pytest.mark.parametrize(
    ("text", "who", "state"),
    [
        ("We serve our clients.", CUSTOMERS, NAMED),
        ("Our clients come first.", CUSTOMERS, NAMED),
        ("We listen to our customers.", CUSTOMERS, PROMISED),
        ("We help our clients sleep at night.", CUSTOMERS, PROMISED),
        ("A place to work where people are heard.", EMPLOYEES, PROMISED),
        ("To improve the lives of the people we serve.", CUSTOMERS, PROMISED),
        ("To create value for our shareholders.", SHAREHOLDERS, NAMED),
        ("A fair return for our owners.", SHAREHOLDERS, PROMISED),
        ("To be the leading provider to customers.", CUSTOMERS, NAMED),
        ("Our people are our greatest asset.", EMPLOYEES, NAMED),
        ("To be the employer of choice.", EMPLOYEES, NAMED),
        ("We strengthen the communities in which we live and work.", COMMUNITY, PROMISED),
        ("We are active in many communities.", COMMUNITY, NAMED),
        ("We want to leave the places where we work a little better off.", COMMUNITY, PROMISED),
        ("Managers admit mistakes to their teams.", MANAGERS, PROMISED),
        ("Our leaders listen.", EXECUTIVES, PROMISED),
        ("We help companies care for their employees.", EMPLOYEES, ABSENT),
        ("We value people.", CUSTOMERS, ABSENT),
        ("Value for all stakeholders.", SHAREHOLDERS, ABSENT),
    ],
)
def test_people_are_absent_named_or_promised_something(text: str, who: Stakeholder, state: Presence) -> None:
    assert read(text).state(who) is state


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("If a plant dies on your balcony our gardeners will tell you.", {CUSTOMERS, EMPLOYEES}),
        ("A company whose employees grow.", {EMPLOYEES}),
        (
            "We help families thrive by investing in employees and communities.",
            {CUSTOMERS, EMPLOYEES, COMMUNITY},
        ),
        ("We help firms care for their employees.", {CUSTOMERS}),
        ("The council is there for the people of Eastmere.", {CUSTOMERS, COMMUNITY}),
        ("Precision engineering, skilled nursing and tailored banking.", set()),
        ("Passenger car tires, driver assistance systems and student housing.", set()),
    ],
)
def test_those_who_are_named_are_told_by_whose_they_are_and_from_goods(
    text: str, named: set[Stakeholder]
) -> None:
    found = read(text)
    assert {who for who in Stakeholder if found.state(who) is not ABSENT} == named


def test_a_promise_reaches_everybody_named_in_its_place() -> None:
    found = read("We treat our customers, employees and neighbours with respect.")
    assert found.promised == {CUSTOMERS, EMPLOYEES, COMMUNITY}
    assert {span.of(found.text) for span in found.of(CUSTOMERS).promise_spans} == {
        "We treat our customers, employees and neighbours with respect"
    }


GROUP_BY_GROUP = (
    "To be the leading pipeline builder in the north. Help our customers run their plants safely. Build "
    "rewarding careers for our people. Be a good neighbour to the villages around our yards. Provide our "
    "stockholders with a fair return."
)


def test_a_text_that_says_to_each_group_what_it_can_expect_is_about_people() -> None:
    found = read(GROUP_BY_GROUP)
    assert found.relationship
    assert found.promised >= {CUSTOMERS, EMPLOYEES}
    assert {MarkKind.MONEY, MarkKind.POSITION} <= shown(GROUP_BY_GROUP)


def test_stock_phrases_beside_names_make_no_relationship() -> None:
    text = (
        "We leverage innovative solutions and operational excellence to create value for our customers, "
        "employees and shareholders."
    )
    assert not read(text).relationship


@pytest.mark.parametrize(
    "text",
    [
        "We were not set up to make money.",
        "Our landlords get a better return on their flats, and tenants a quiet house.",
        "To create wealth for smallholders.",
        "We balance economic growth with care for the valley.",
        "A subcontractor earns a fair profit on their side.",
        "We safeguard confidential data.",
        "We give our guests the best service, and excellent care.",
        "A culture of listening in which nobody is interrupted.",
        "Without compromising the needs of our grandchildren.",
    ],
)
def test_words_of_offices_schools_and_charities_are_no_marks(text: str) -> None:
    assert not shown(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A fair return to our stockholders.", MarkKind.MONEY),
        ("To remain an economically viable school.", MarkKind.MONEY),
        ("As our business grows, so do its duties.", MarkKind.MONEY),
        ("To ensure the long-term prosperity of our company.", MarkKind.MONEY),
        ("A pioneer in heart surgery.", MarkKind.POSITION),
        ("A regional centre of excellence.", MarkKind.POSITION),
        ("The go-to partner of small mines.", MarkKind.POSITION),
        ("A climate of innovation.", MarkKind.BOILERPLATE),
        ("Outstanding, uniform services.", MarkKind.BOILERPLATE),
        ("E-learning for nurses.", MarkKind.TECHNOLOGY),
    ],
)
def test_words_that_published_statements_are_full_of_are_marked(text: str, kind: MarkKind) -> None:
    assert kind in shown(text)


def test_a_people_first_text_stays_one_beside_rank() -> None:
    found = read(PEOPLE_FIRST)
    assert found.relationship
    assert found.promised >= {CUSTOMERS, EMPLOYEES}
    assert MarkKind.POSITION in shown(PEOPLE_FIRST)


@pytest.mark.parametrize(
    "text",
    [
        "To be the leading supplier of valves.",
        "Quality products at competitive prices for our customers.",
        "We create value for customers, employees and shareholders.",
        "Integrity. Excellence. Teamwork. Customers.",
        "To discover, teach and preserve knowledge.",
        "",
    ],
)
def test_names_and_rank_make_no_relationship(text: str) -> None:
    assert not read(text).relationship


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("To achieve profitable growth.", MarkKind.MONEY),
        ("Technology leadership in every market.", MarkKind.TECHNOLOGY),
        ("The hospital of choice.", MarkKind.POSITION),
        ("Committed to excellence and customer satisfaction.", MarkKind.BOILERPLATE),
    ],
)
def test_other_matter_is_marked_with_a_question(text: str, kind: MarkKind) -> None:
    marks = [mark for mark in read(text).marks if mark.kind is kind]
    assert marks
    assert all(mark.ask.endswith("?") and mark.text in mark.message for mark in marks)


@pytest.mark.parametrize(
    "text",
    [
        "A not-for-profit hospital.",
        "We care rather than grow our profit.",
        "We help families save money for a first home.",
        "Leading by example, we do our best.",
        "The best possible care, and a free choice of doctor.",
        "The growth of a child cannot be hurried.",
        "We profit from sixty years of experience.",
        "We do not need to be the biggest.",
        "First aid, first-class mail and a first home.",
    ],
)
def test_refused_and_innocent_words_are_left_alone(text: str) -> None:
    assert shown(text) <= {MarkKind.BOILERPLATE}


def test_people_in_general_are_asked_about_and_count_for_nobody() -> None:
    found = read("Better days for people everywhere, and value for all our stakeholders.")
    assert [one.text for one in found.vague] == ["people", "all our stakeholders"]
    assert found.named == frozenset()
    assert all(one.ask for one in found.vague)


def test_a_word_of_the_house_is_asked_about_once_and_then_known() -> None:
    text = "Our members decide. Members come first, and partners, too."
    found = read(text)
    assert [question.word for question in found.house_questions] == ["member", "partner"]
    assert found.state(CUSTOMERS) is not ABSENT
    answered = read(text, Vocabulary(meanings={"member": EMPLOYEES, "partner": None}))
    assert answered.house_questions == ()
    assert answered.state(CUSTOMERS) is ABSENT
    assert answered.state(EMPLOYEES) is not ABSENT


def test_house_words_count_before_the_languages() -> None:
    vocabulary = Vocabulary({GroupKind.MANAGERS: HouseWord("colleague", "colleagues")})
    assert read("Our colleagues stay.", vocabulary).named == {MANAGERS}


@pytest.mark.parametrize(
    "text",
    [
        "WE LISTEN TO OUR CUSTOMERS.",
        "We listen to our\ncustomers.",
        "• We listen to our customers’ worries",
        "“We listen to our customers”",
        "- listen to our customers;\n- tell them the truth",
    ],
)
def test_any_typography_is_read(text: str) -> None:
    assert read(text).state(CUSTOMERS) is PROMISED


@pytest.mark.parametrize("text", ["Wir hören unseren Kunden zu, und zwar jeden Tag.", "我们倾听每一位客户。"])
def test_another_language_is_not_understood(text: str) -> None:
    found = read(text)
    assert not found.understood
    assert not found.relationship


WORDS = """
our we customers' employees, leaders of choice: number one 1 # the and not for profit world-class
their managers who they “ ” ’s . ! ; – technology help each other in community shareholders value
"""
TEXTS = st.text(max_size=300) | st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=40).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_nothing_stands_outside_the_text(text: str) -> None:
    found = read(text, Vocabulary({CUSTOMERS.group_kind or GroupKind.OTHER: HouseWord("a", "1 #")}, "of"))
    spans = [span for item in found.stakeholders for span in (*item.spans, *item.promise_spans)]
    spans += [mark.span for mark in found.marks]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(text[mark.start : mark.end] == mark.text for mark in found.marks)
    assert all(text[one.start : one.end] == one.text for one in found.vague)
    assert all(0 <= one.start < one.end <= len(text) for one in found.house_questions)
    assert [item.stakeholder for item in found.stakeholders] == list(Stakeholder)
    assert found.marks == tuple(sorted(found.marks, key=lambda mark: mark.start))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_silence_takes_its_mark_away_and_no_other_place(text: str) -> None:
    found = read(text)
    for mark in found.marks[:3]:
        for scope in SilenceScope:
            left = tuned(found, CoachSettings(picky=True, silences=(silence_for(found, mark, scope),))).marks
            assert mark not in left
            assert all(other.rule == mark.rule for other in found.marks if other not in left)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.sampled_from(list(Stakeholder)), st.sampled_from(list(Presence)))
def test_a_flip_sets_one_state_and_leaves_the_rest(text: str, who: Stakeholder, state: Presence) -> None:
    found = read(text)
    after = tuned(found, CoachSettings(picky=True, flips=(Flip(text_hash(text), who, state),)))
    assert after.state(who) is state
    assert [i for i in after.stakeholders if i.stakeholder is not who] == [
        i for i in found.stakeholders if i.stakeholder is not who
    ]
    assert after.marks == found.marks


def test_reading_twice_finds_the_same() -> None:
    texts = [json.loads(line)["text"] for line in TUNE.read_text(encoding="utf-8").splitlines()[:60]]
    first = [read(text) for text in texts]
    assert [read(text) for text in reversed(texts)] == first[::-1]


def test_a_sentence_is_read_the_same_wherever_it_stands() -> None:
    alone = [mark.text for mark in read("The market leader.").marks]
    after = [mark.text for mark in read("Hello there.\n\nThe market leader.").marks]
    assert after == alone


def test_hints_are_told_apart() -> None:
    levels = {mark.level for mark in read("Innovation and the market leader.").marks}
    assert levels == {Level.HINT, Level.NOTICE}


def test_a_mark_begins_with_what_it_is_about() -> None:
    found = default_coach().read(
        "We will be the number one provider. Our proprietary technology platform leads.", Vocabulary()
    )
    assert [mark.text.split()[0] for mark in found.marks][:2] == ["number", "proprietary"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("To be the number one consulting provider in our region.", "number one consulting provider"),
        ("We deliver results and grow revenue by a fifth.", "grow revenue by a fifth"),
        ("We will be recognised worldwide.", "recognised worldwide"),
        ("We want to be the best in our field.", "best in our field"),
        (
            "We deliver good pumps to farmers and lasting value to shareholders.",
            "lasting value to shareholders",
        ),
    ],
)
def test_a_mark_covers_the_claim_and_no_more(text: str, marked: str) -> None:
    found = at_level(default_coach().read(text), picky=False)
    assert marked in [mark.text for mark in found.marks]


@pytest.mark.parametrize(
    ("text", "who", "state"),
    [
        ("Our clients.", "customers", "named"),
        ("We are trusted by our customers.", "customers", "named"),
        ("Through the dedication of our employees we grow.", "employees", "named"),
        ("We provide our people with fulfilling careers.", "employees", "promised"),
        ("We leave the valley better than we found it.", "community", "promised"),
        ("Boots for climbers who go alone.", "customers", "promised"),
        ("We take the call when a hiker is lost, and we fetch hikers home.", "customers", "promised"),
    ],
)
def test_what_stands_around_people_tells_a_promise_from_a_name(text: str, who: str, state: str) -> None:
    assert default_coach().read(text).state(Stakeholder(who)).value == state


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        ("Relatives are told the truth the same day.", Stakeholder.CUSTOMERS, ["Relatives"]),
        ("A relative never waits outside.", Stakeholder.CUSTOMERS, ["relative"]),
        ("Our members learn.", Stakeholder.EMPLOYEES, ["members"]),
        ("A council of councillors.", Stakeholder.COMMUNITY, ["councillors"]),
        ("The night is long, and the press writes of our other services.", Stakeholder.EMPLOYEES, []),
        ("We have suppliers.", Stakeholder.EMPLOYEES, []),
    ],
)
def test_groups_of_the_workshop_are_known_by_the_noun_of_their_name(
    text: str, who: Stakeholder, words: list[str]
) -> None:
    groups = (
        (GroupKind.CUSTOMERS, "Relatives & friends"),
        (GroupKind.EMPLOYEES, "Members of the crew"),
        (GroupKind.EMPLOYEES, "Other services"),
        (GroupKind.EMPLOYEES, "Press"),
        (GroupKind.COMMUNITY, "Parish councillors (north)"),
        (GroupKind.OTHER, "Suppliers"),
    )
    found = default_coach().read(text, Vocabulary(groups=groups))
    assert [span.of(text) for span in found.of(who).spans] == words
    assert found.house_questions == ()


def test_a_name_that_two_kinds_of_groups_share_counts_for_neither() -> None:
    groups = ((GroupKind.CUSTOMERS, "Relatives"), (GroupKind.EMPLOYEES, "Relatives of ours"))
    assert default_coach().read("Relatives are told.", Vocabulary(groups=groups)).named == frozenset()


def test_how_much_of_a_text_promises_something_tells_what_it_is_about() -> None:
    told = default_coach().evidence
    promise = "We answer our passengers within a day and tell them early what will not hold."
    beside = told(f"{promise} Our ports have cranes, depots and yards.")
    alone = told(promise)
    assert alone["promised"] == 1
    assert 0 < beside["promised"] < alone["promised"]
    assert (alone["one_sentence"], beside["one_sentence"]) == (1, 0)
    assert told("A fair return for our shareholders.")["somebody"] == 0


def test_a_place_in_a_row_is_no_amount() -> None:
    told = default_coach().evidence
    assert told("We want to be our members' 1st thought.")["numbers"] == 0
    assert told("We want to have 40 members.")["numbers"] == 1
