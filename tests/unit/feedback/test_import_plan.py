from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.rounds import NewResponse, Question, Round, RoundGroup
from visionwork.feedback.answer_table import TableError
from visionwork.feedback.column_map import ColumnMap, propose
from visionwork.feedback.csv_reading import read_table
from visionwork.feedback.header_rows import plain_table
from visionwork.feedback.import_plan import ImportPlan, plan_file, plan_import
from visionwork.feedback.not_asked import not_asked_sentence
from visionwork.feedback.personal import Personal

DATA = Path(__file__).resolve().parents[2] / "data" / "csv"
HEADER = "Group,This vision has a place for me.,I can picture what would change.,Which words would you keep?"


def exported(name: str) -> bytes:
    return (DATA / f"{name}.csv").read_bytes()


def planned(name: str, feedback_round: Round, groups: tuple[Group, ...]) -> ImportPlan:
    return plan_file(exported(name), feedback_round, groups)


def lines(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows]).encode()


@pytest.mark.parametrize(
    ("name", "responses", "dropped"),
    [
        ("google_forms_en", 5, ("Timestamp", "Email Address")),
        ("google_forms_de_grid", 3, ("Zeitstempel",)),
        (
            "microsoft_forms_en",
            3,
            ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time"),
        ),
        ("microsoft_forms_fr", 2, ("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom")),
        (
            "surveymonkey_condensed",
            2,
            (
                *("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"),
                *("First Name", "Last Name", "Custom Data 1"),
            ),
        ),
        (
            "surveymonkey_expanded",
            2,
            ("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"),
        ),
        ("three_header_rows", 2, ("Start Date", "End Date", "IP Address")),
        ("short_headers", 2, ("shoe size",)),
    ],
)
def test_an_export_is_mapped_by_itself(
    name: str, responses: int, dropped: tuple[str, ...], feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    plan = planned(name, feedback_round, groups)
    assert len(plan.responses) == responses
    assert plan.dropped == dropped


def test_nothing_of_the_dropped_columns_is_in_the_responses(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    secrets = ("aldermoor.example", "2026", "203.0.113", "anonymous", "Vasseur", "Brandt", "11811", "4021")
    for path in sorted(DATA.glob("*.csv")):
        responses = plan_file(path.read_bytes(), feedback_round, groups).responses
        stored = str([(response.scales, response.comments) for response in responses])
        assert not [secret for secret in secrets if secret in stored], path.name


def test_answers_of_an_export_arrive_exactly(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    google = planned("google_forms_en", feedback_round, groups).responses
    assert google[0].group_id == 1
    assert google[0].scales == {"q1": 4, "q2": 4, "q3": 3, "q4": 5}
    assert google[0].comments == {"q5": "“Problems raised early”, please keep it."}
    assert google[2].group_id == google[3].group_id == 2
    assert google[3].scales == {"q1": 4, "q2": 5, "q3": 3}
    assert google[3].comments["q5"] == "我们一起"
    assert google[4].comments["q6"] == "I do not see my desk in it,\nnor my colleagues."
    microsoft = planned("microsoft_forms_en", feedback_round, groups).responses
    assert [dict(response.scales) for response in microsoft] == [
        {"q1": 4, "q2": 5, "q3": 3, "q4": 4},
        {"q1": 1, "q2": 2, "q3": 2, "q4": 3},
        {"q1": 4, "q2": 4, "q3": 5, "q4": 4},
    ]
    french = planned("microsoft_forms_fr", feedback_round, groups).responses
    assert french[0].comments == {"q5": "L’été où l’on s’est écouté"}
    assert dict(french[1].scales) == {"q1": 2, "q2": 4, "q3": 1, "q4": 4}


def test_a_row_of_the_matrix_and_a_choice_in_its_own_column_are_understood(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    plan = planned("surveymonkey_expanded", feedback_round, groups)
    assert [response.group_id for response in plan.responses] == [1, 2]
    assert plan.responses[1].scales == {"q1": 5, "q2": 4, "q3": 4, "q4": 4}
    assert plan.unknown_groups == {"Night shift": 1}
    assert [str(refused) for refused in plan.refused] == [
        "Row 5, “Which group are you in?”: “Night shift” is no group of this workshop."
    ]


def test_columns_that_tell_who_or_when_are_named_as_such(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    table = plain_table(read_table(exported("microsoft_forms_fr")))
    proposal = propose(table, feedback_round.questions, groups)
    kinds = {table.headers[index]: kind for index, kind in proposal.personal.items()}
    assert kinds["Adresse de messagerie"] is Personal.EMAIL
    assert kinds["Nom"] is Personal.NAME
    assert {table.headers[index] for index in proposal.locked} == {
        "Heure de début",
        "Heure de fin",
        "Adresse de messagerie",
    }


def test_questions_in_another_language_are_taken_in_order_and_marked(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    rows = ["Gruppe;Platz für mich;Vorstellbar;Glaubwürdig;Vorlesbar;Behalten;Fehlt"]
    rows += ["Account leads;4;5;3;4;Der Anfang;Zahlen", "Business services;2;3;3;4;Alles;Namen"]
    table = read_table("\n".join(rows).encode())
    proposal = propose(table, feedback_round.questions, groups)
    assert list(proposal.mapping.questions.values()) == ["q1", "q2", "q3", "q4", "q5", "q6"]
    assert proposal.guessed == {1, 2, 3, 4, 5, 6}
    notices = plan_file("\n".join(rows).encode(), feedback_round, groups).notices
    assert (
        notices[0] == "Column “Platz für mich” was taken by its place for “This vision has a place for me.”"
    )
    assert len(notices) == 6


def test_numbers_lead_to_questions(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    table = read_table(b"Team,Q3,Q1,Question 2,q4\nAccount leads,1,2,3,4\nHealth clients,1,2,3,4\n")
    found = propose(table, feedback_round.questions, groups).mapping.questions
    assert found == {1: "q3", 2: "q1", 3: "q2", 4: "q4"}


def test_a_group_is_found_whatever_its_case_spaces_and_letters(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    greek = (*groups[:2], replace(groups[2], name="Πελάτες Straße é"))
    plan = plan_file(
        lines("account  LEADS,4,4,", "Delivery\u00a0consultants,4,4,", "πελάτες STRASSE e\u0301,4,4,"),
        feedback_round,
        greek,
    )
    assert [response.group_id for response in plan.responses] == [2, 1, 3]


def test_everybody_belongs_to_the_only_group_invited(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    data = b"This vision has a place for me.\n4\n5\n"
    alone = replace(feedback_round, groups=feedback_round.groups[3:4])
    assert [response.group_id for response in plan_file(data, alone, groups).responses] == [4, 4]
    with pytest.raises(TableError, match="Nothing says which group people belong to"):
        plan_file(data, feedback_round, groups)


def test_rows_that_do_not_fit_are_named_with_row_column_and_reason(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    plan = plan_file(
        lines(
            "Account leads,4,7,fine",
            "Account leads,4,4,fine",
            ",4,4,",
            "Sales,4,4,",
            "Account leads,,,",
            "Account leads,4,4,a,b",
        ),
        feedback_round,
        groups,
    )
    assert [str(refused) for refused in plan.refused] == [
        "Row 2, “I can picture what would change.”: “7” is not one of the five answers.",
        "Row 4, “Group”: no group is named.",
        "Row 5, “Group”: “Sales” is no group of this workshop.",
        "Row 6: nothing is answered in it.",
        "Row 7: it has more cells than the header.",
    ]
    assert plan.unknown_groups == {"Sales": 1}
    assert plan.summary() == "1 answer will be added, 5 rows left out."


def test_the_sentence_says_what_will_happen(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    plan = planned("google_forms_en", feedback_round, groups)
    assert plan.summary() == "5 answers will be added, 2 columns dropped: Timestamp, Email Address."


def test_unknown_groups_can_be_mapped_or_left_out(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    table = read_table(lines("Sales,4,4,", "Interns,4,4,", "Health client,4,4,"))
    proposal = propose(table, feedback_round.questions, groups)
    assert proposal.near_groups == {"health client": 6}
    mapping = replace(proposal.mapping, groups={"sales": 2, "interns": None, **proposal.near_groups})
    plan = plan_import(table, mapping, feedback_round.questions, groups)
    assert [response.group_id for response in plan.responses] == [2, 6]
    assert plan.passed_over == 1
    assert plan.summary() == "2 answers will be added, 1 row left out."


def test_groups_the_round_does_not_ask_are_named_with_what_becomes_of_their_answers(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    first, second = groups[:2]
    asked = replace(feedback_round, groups=(RoundGroup(first.id, 9),))
    data = lines(f"{first.name},4,4,", f"{second.name},4,4,")
    plan = plan_file(data, asked, groups)
    assert plan.notices == (
        f"This round does not ask {second.name}: their answers are stored, and a group of them is listed"
        " and counted once five people of it have answered.",
    )
    known = frozenset(response.fingerprint for response in plan.responses if response.fingerprint is not None)
    assert plan_file(data, asked, groups, known).notices == ()
    assert plan_file(lines(f"{first.name},4,4,"), asked, groups).notices == ()


def test_many_groups_that_are_not_asked_are_not_all_named() -> None:
    groups = [Group(number, f"Team {number}", GroupKind.OTHER) for number in range(1, 8)]
    said = not_asked_sentence(range(1, 8), [1], groups)
    assert said.startswith("This round does not ask Team 2, Team 3, Team 4 and 3 more groups: ")
    assert not_asked_sentence(range(1, 8), [], groups) == ""


def test_two_people_with_equal_answers_both_count(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    plan = plan_file(lines(*["Account leads,4,4,"] * 3), feedback_round, groups)
    assert len({response.fingerprint for response in plan.responses}) == 3


def test_a_second_import_adds_nothing_and_a_longer_export_only_the_rest(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    rows = ["Account leads,4,4,", "Account leads,4,4,", "Health clients,1,2,more"]
    first = plan_file(lines(*rows), feedback_round, groups)
    known = {response.fingerprint or "" for response in first.responses}
    again = plan_file(lines(*rows[::-1]), feedback_round, groups, known)
    assert again.responses == ()
    assert again.summary() == "0 answers will be added, 3 rows already here."
    longer = plan_file(
        lines(*rows, "Account leads,4,4,", "Account leads,5,5,"), feedback_round, groups, known
    )
    assert [dict(response.scales) for response in longer.responses] == [
        {"q1": 4, "q2": 4},
        {"q1": 5, "q2": 5},
    ]
    assert longer.already_here == 3


def test_equal_answers_of_other_people_can_be_added(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    table = read_table(lines("Account leads,4,4,", "Account leads,4,4,"))
    mapping = propose(table, feedback_round.questions, groups).mapping
    first = plan_import(table, mapping, feedback_round.questions, groups)
    known = {response.fingerprint or "" for response in first.responses}
    more = plan_import(table, mapping, feedback_round.questions, groups, known, other_people=True)
    assert len(more.responses) == 2
    assert not known & {response.fingerprint for response in more.responses}


def test_a_fingerprint_is_made_of_what_is_stored_only(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    one = b"Timestamp,Group,This vision has a place for me.\n2026/03/04 9:12:31,Account leads,4\n"
    other = b"Group,This vision has a place for me.,Email\nAccount leads,Agree,ada@aldermoor.example\n"
    first, second = (plan_file(data, feedback_round, groups).responses for data in (one, other))
    assert first == second


def test_a_column_of_addresses_is_never_an_answer(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    table = read_table(b"Group,Which words would you keep?\nAccount leads,ada@aldermoor.example\n")
    with pytest.raises(TableError, match="It is never stored"):
        plan_import(table, ColumnMap(0, None, {1: "q5"}), feedback_round.questions, groups)


def test_a_file_without_any_answer_says_so(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    with pytest.raises(TableError, match="No column answers a question of this round"):
        plan_file(b"Colour,Size\nred,4711\nblue,4712\n", feedback_round, groups)


def test_texts_are_cleaned(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    plan = plan_file(
        lines('Account leads,4,4,"  e\u0301t\u202ee\u0007\r\nzwei "', "Account leads,4,4,'=1+1"),
        feedback_round,
        groups,
    )
    assert [response.comments["q5"] for response in plan.responses] == ["éte\nzwei", "=1+1"]


comment = st.text(max_size=40).filter(lambda text: "\x00" not in text)
answer = st.one_of(st.none(), st.integers(1, 5))
person = st.tuples(st.integers(1, 6), st.tuples(answer, answer, answer, answer), comment, comment)


@given(
    people=st.lists(person, max_size=12), delimiter=st.sampled_from([",", ";", "\t"]), in_words=st.booleans()
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_stored_or_named(
    people: list[tuple[int, tuple[int | None, ...], str, str]],
    delimiter: str,
    in_words: bool,
    feedback_round: Round,
    questions: tuple[Question, ...],
    groups: tuple[Group, ...],
) -> None:
    labels = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["Group", *(question.text for question in questions)])
    for group_id, scales, keep, missing in people:
        said = ["" if v is None else labels[v - 1] if in_words else str(v) for v in scales]
        writer.writerow([groups[group_id - 1].name, *said, keep, missing])
    table = read_table(buffer.getvalue().encode("utf-8", "replace"), delimiter=delimiter)
    mapping = ColumnMap(0, None, {place: question.id for place, question in enumerate(questions, 1)})
    try:
        plan = plan_import(table, mapping, questions, groups)
    except TableError as error:
        assert "never stored" in error.next_step  # noqa: PT017
        return
    assert len(plan.responses) + len(plan.refused) == len(people)
    expected = [
        (group_id, {f"q{i}": v for i, v in enumerate(scales, 1) if v is not None})
        for group_id, scales, keep, missing in people
    ]
    stored = iter(plan.responses)
    refused = {row.number for row in plan.refused}
    for number, (group_id, scales) in enumerate(expected, 2):
        if number not in refused:
            response: NewResponse = next(stored)
            assert (response.group_id, dict(response.scales)) == (group_id, scales)
        else:
            assert not scales


def test_a_column_in_the_words_of_a_question_is_never_passed_over(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    plan = plan_file(lines("Account leads,A4,A5,fine", "Account leads,A1,A2,"), feedback_round, groups)
    assert not plan.responses
    assert [str(row) for row in plan.refused] == [
        "Row 2, “This vision has a place for me.”: “A4” is not one of the five answers.",
        "Row 3, “This vision has a place for me.”: “A1” is not one of the five answers.",
    ]
    assert not plan.dropped


@pytest.mark.parametrize("decimals", ["{}", "{}.0", '"{},0"', '" {}.00 "'])
@pytest.mark.parametrize("points", ["0123", "3467", "3689"])
def test_numbers_of_another_scale_are_refused_as_a_whole(
    points: str, decimals: str, feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    rows = [f"Account leads,{decimals.format(point)},{decimals.format(point)}," for point in points * 3]
    with pytest.raises(TableError, match="answers of another scale, such as") as refused:
        plan_file(lines(*rows), feedback_round, groups)
    assert f": they go from {points[0]} to {points[-1]}." in str(refused.value)
    assert "or leave this column out" in refused.value.next_step


def test_whole_numbers_with_decimals_are_points_and_fractions_are_named_by_their_rows(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    said = ["4.0", '"2,0"', "5.00", "3.5", "", "0.0"]
    plan = plan_file(lines(*(f"Account leads,{point},4," for point in said)), feedback_round, groups)
    assert [response.scales.get("q1") for response in plan.responses] == [4, 2, 5, None]
    assert [str(row) for row in plan.refused] == [
        f"Row {number}, “This vision has a place for me.”: “{code}” is not one of the five answers."
        for number, code in ((5, "3.5"), (7, "0.0"))
    ]


def test_some_answers_beyond_the_scale_are_named_by_their_rows(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    said = ["4", "5", "2", "6", "3", "5", "4", "10", "1", "4", "2", "7", "5", "3", "4", "4"]
    plan = plan_file(lines(*(f"Account leads,{point},4," for point in said)), feedback_round, groups)
    assert plan.new == 13
    assert [str(row) for row in plan.refused] == [
        f"Row {number}, “This vision has a place for me.”: “{code}” is not one of the five answers."
        for number, code in ((5, "6"), (9, "10"), (13, "7"))
    ]


@pytest.mark.parametrize("beyond", ["00", "06"])
def test_a_scale_from_0_is_told_where_few_said_so(
    beyond: str, feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    others = "1234" if beyond == "00" else "2345"
    rows = [f"Account leads,{point},4," for point in beyond + others * 5]
    with pytest.raises(TableError, match="another scale, such as “0”: they go from 0 to"):
        plan_file(lines(*rows), feedback_round, groups)


@pytest.mark.parametrize("code", ["9", "8", "0"])
def test_a_number_for_no_answer_is_named_by_its_row_and_the_rest_comes_in(
    code: str, feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    rows = [f"Account leads,{point},4," for point in ("5", "4", code, "3", code, "2")]
    plan = plan_file(lines(*rows), feedback_round, groups)
    assert plan.new == 4
    assert [str(row) for row in plan.refused] == [
        f"Row {number}, “This vision has a place for me.”: “{code}” is not one of the five answers."
        for number in (4, 6)
    ]


@pytest.mark.parametrize("header", ["What is your name?", "Name (optional)", "Wer sind Sie?", "Line manager"])
def test_a_column_about_the_person_is_never_guessed(
    header: str, feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    data = lines("Account leads,4,5,Ada Lovelace").replace(b"Which words would you keep?", header.encode())
    plan = plan_file(data, feedback_round, groups)
    assert plan.dropped == (header,)
    assert [response.comments for response in plan.responses] == [{}]


def test_empty_cells_beyond_the_header_are_no_cells(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    plan = plan_file(lines("Account leads,4,5,,,,", "Account leads,4,4,,,,"), feedback_round, groups)
    assert (plan.new, plan.refused) == (2, ())


def test_a_file_with_a_header_only_is_refused_for_that(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    with pytest.raises(TableError, match="no answer below the header"):
        plan_file(lines(), feedback_round, groups)


def timed(*rows: str) -> bytes:
    return "\n".join([f"Timestamp,{HEADER}", *rows]).encode()


TWICE = timed(
    "2026/03/02 10:00:01,Commuters,4,5,Rest",
    "2026/03/02 10:00:02,Commuters,4,5,Rest",
    "2026/03/02 10:00:01,Commuters,4,5,Rest",
    "2026/03/02 10:00:03,Commuters,4,4,Rest",
    "2026/03/02 10:00:02,Commuters,4,5,Rest",
)


def test_a_row_that_stands_in_a_file_twice_to_the_second_is_named_and_left_out(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    data = TWICE.replace(b"Commuters", groups[0].name.encode())
    plan = plan_file(data, feedback_round, groups)
    assert len(plan.responses) == 3
    assert plan.repeated == 2
    assert "Row 4 is the same as row 2 and row 6 is the same as row 3, to the second" in " ".join(
        plan.notices
    )
    assert "3 answers will be added, 2 rows twice in the file" in plan.summary()
    assert plan.lost == 0
    known = {response.fingerprint for response in plan.responses}
    again = plan_file(data, feedback_round, groups, known)
    assert (again.new, again.already_here, again.repeated) == (0, 5, 2)
    assert "3 rows already here, 2 rows twice in the file" in again.summary()


def test_rows_that_are_said_to_be_other_peoples_come_in(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    data = TWICE.replace(b"Commuters", groups[0].name.encode())
    plan = plan_file(data, feedback_round, groups, other_people=True)
    assert (len(plan.responses), plan.repeated) == (5, 0)


@pytest.mark.parametrize("sent", ["", "2026-03-02", "2026-03-02 10:04"])
def test_equal_rows_stay_where_nothing_tells_the_second(
    feedback_round: Round, groups: tuple[Group, ...], sent: str
) -> None:
    row = f"{sent},{groups[0].name},4,5,Rest"
    plan = plan_file(timed(row, row), feedback_round, groups)
    assert (len(plan.responses), plan.repeated) == (2, 0)
