"""Open controls and their dates."""

from datetime import date, timedelta

import pytest

from risks.calc.compliance import (
    Control,
    Pack,
    Question,
    Reason,
    Record,
    Status,
    add_period,
    due_date,
    find_owner,
    gates_up_to,
    in_force,
    open_controls,
    open_must,
    open_reason,
    parse,
)

TODAY = date(2026, 3, 2)
YESTERDAY = TODAY - timedelta(days=1)
ORDER = ("start", "build", "go_live", "close")


def control(key, **values):
    defaults = {"level": "must", "basis": "law", "gate": "build", "due_offset": 20, "condition": parse("true")}
    return Control(key, **{**defaults, **values})


def pack(*controls):
    return Pack("p", "1", {"cards": Question("cards")}, {}, parse("true"), controls)


CARDS = control("C-1", condition=parse("cards"))
SIMPLE = control("C-2", renewal="P1Y")
LATE = control("C-3", gate="close")
SHOULD = control("C-4", level="should")
OUTLOOK = control("C-5", basis="outlook")


def test_open_musts_are_counted():
    assert open_must(pack(CARDS, SIMPLE, SHOULD, OUTLOOK), {"cards": True}, {}, on=TODAY) == 2


def test_a_missing_answer_keeps_the_control_open_and_says_so():
    (item,) = open_controls(pack(CARDS), {}, {}, on=TODAY)
    assert (item.control.id, item.reason) == ("C-1", Reason.ANSWER_MISSING)


def test_a_clear_no_closes_the_control():
    assert open_must(pack(CARDS), {"cards": False}, {}, on=TODAY) == 0


def test_a_gate_answers_for_itself_and_earlier_gates():
    both = pack(SIMPLE, LATE)
    assert open_must(both, {}, {}, on=TODAY, gates=gates_up_to("go_live", ORDER)) == 1
    assert open_must(both, {}, {}, on=TODAY, gates=gates_up_to("close", ORDER)) == 2
    assert open_must(both, {}, {}, on=TODAY, gates=gates_up_to("start", ORDER)) == 0


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (Record(), Reason.NOT_DONE),
        (Record(Status.IN_REVIEW), Reason.NOT_DONE),
        (Record(Status.ACCEPTED, accepted_on=date(2025, 3, 2)), None),
        (Record(Status.ACCEPTED, accepted_on=date(2025, 3, 1)), Reason.RENEWAL_PASSED),
        (Record(Status.ACCEPTED), Reason.RENEWAL_PASSED),
        (Record(Status.WAIVED, reason="Pilot", approver="Sponsor", expires_on=TODAY), None),
        (Record(Status.WAIVED, reason="Pilot", approver="Sponsor", expires_on=YESTERDAY), Reason.WAIVER_EXPIRED),
        (Record(Status.WAIVED, reason="Pilot", expires_on=TODAY), Reason.WAIVER_INCOMPLETE),
        (Record(Status.WAIVED, reason="Pilot", approver="Sponsor"), Reason.WAIVER_INCOMPLETE),
        (Record(Status.NOT_APPLICABLE, reason="No cards"), None),
        (Record(Status.NOT_APPLICABLE), Reason.REASON_MISSING),
    ],
)
def test_only_a_settled_record_closes_a_control(record, reason):
    assert open_reason(SIMPLE, record, on=TODAY) is reason


def test_what_is_accepted_once_stays_accepted():
    assert open_reason(LATE, Record(Status.ACCEPTED), on=date(2099, 1, 1)) is None


def test_an_accepted_control_is_not_counted():
    records = {"C-2": Record(Status.ACCEPTED, accepted_on=TODAY)}
    assert open_controls(pack(SIMPLE), {}, records, on=TODAY) == []


@pytest.mark.parametrize(("offset", "due"), [(20, date(2026, 2, 10)), (0, TODAY), (-30, date(2026, 4, 1))])
def test_due_date_moves_with_the_gate(offset, due):
    assert due_date(control("C", due_offset=offset), TODAY) == due


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("P1W", date(2024, 3, 7)),
        ("P10D", date(2024, 3, 10)),
        ("P1M", date(2024, 3, 29)),
        ("P12M", date(2025, 2, 28)),
        ("P1Y", date(2025, 2, 28)),
        ("P4Y", date(2028, 2, 29)),
        ("P11M", date(2025, 1, 29)),
    ],
)
def test_renewal_periods_follow_the_calendar(period, end):
    assert add_period(date(2024, 2, 29), period) == end


@pytest.mark.parametrize("period", ["1Y", "P1H", "P1Y2M", ""])
def test_other_periods_are_refused(period):
    with pytest.raises(ValueError, match="Unknown period"):
        add_period(TODAY, period)


def test_a_duty_that_starts_later_is_only_prepared():
    coming = control("C", applies_from=TODAY + timedelta(days=1))
    assert not in_force(coming, TODAY)
    assert in_force(coming, TODAY + timedelta(days=1))
    assert in_force(SIMPLE, TODAY)


def test_owner_is_the_first_filled_role_of_the_chain():
    fallbacks = {"FIN": ["ACC", "SPO"], "ACC": ["FIN"]}
    assert find_owner("FIN", fallbacks, {"FIN", "SPO"}) == "FIN"
    assert find_owner("FIN", fallbacks, {"SPO"}) == "SPO"
    assert find_owner("ACC", fallbacks, set()) == "PM"
