"""Dependencies, and the ways to write them."""

from datetime import date

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ecompm.core.errors import Invalid
from ecompm.core.models import AuditEntry
from planning.models import TaskLink
from planning.notation import (
    WORDS,
    Predecessor,
    format_duration,
    format_predecessors,
    parse_duration,
    parse_predecessors,
    units_in,
)
from planning.services.links import create_link, delete_link, set_predecessors, written
from tests.cast import Cast
from tests.planning.stage import MONDAY, again, chain, link, task

LANGUAGES = [code for code, _name in settings.LANGUAGES]
languages = st.sampled_from(LANGUAGES)
links = st.builds(
    Predecessor,
    ref=st.one_of(st.integers(1, 99999).map(str), st.just("3.4.1")),
    type=st.sampled_from(["FS", "SS", "FF", "SF"]),
    lag=st.integers(-5000, 5000),
    lag_kind=st.sampled_from(["working", "elapsed", "percent"]),
)


@given(st.lists(links.map(lambda one: one if one.lag else one._replace(lag_kind="working")), max_size=5), languages)
def test_what_is_written_reads_back_the_same(named: list[Predecessor], language: str) -> None:
    with translation.override(language):
        assert parse_predecessors(format_predecessors(named)) == named


@given(st.integers(0, 10_000 * 480), languages)
def test_a_written_duration_reads_back_the_same(minutes: int, language: str) -> None:
    with translation.override(language):
        assert parse_duration(format_duration(minutes)) == minutes


@given(st.integers(0, 10_000 * 480), languages)
def test_what_is_written_in_english_is_read_in_every_language(minutes: int, language: str) -> None:
    text = format_duration(minutes)
    with translation.override(language):
        assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("de", "1,5 T", 720), ("de", "3 Tage", 1440), ("de", "2 Wochen", 4800), ("de", "4 Std.", 240),
        ("it", "3 giorni", 1440), ("it", "2 sett.", 4800), ("it", "1 mese", 9600),
        ("vi", "3 ngày", 1440), ("vi", "3 nga\u0300y", 1440), ("vi", "2 tuần", 4800), ("vi", "30 phút", 30),
    ],
)  # fmt: skip
def test_durations_in_the_reader_s_words(language: str, text: str, minutes: int) -> None:
    with translation.override(language):
        assert parse_duration(text) == minutes


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_names_two_units(language: str) -> None:
    """Neither in a language nor between it and English, and no elapsed unit looks like a working one."""
    with translation.override(language):
        words = [word.lower() for each in WORDS.values() for word in str(each).split()]
    assert len(words) == len(set(words))
    assert {**units_in(language), **units_in("en")} == units_in(language)
    assert not set(units_in(language)) & set(units_in(language, "e"))


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "3FS+2 Tage; 5SS-1,5 T"), ("it", "3FS+2g; 5SS-1,5g"), ("vi", "3FS+2 ngày; 5SS-1,5 ngày")],
)
def test_lags_in_the_reader_s_words(language: str, text: str) -> None:
    with translation.override(language):
        assert parse_predecessors(text) == [Predecessor("3", "FS", 960), Predecessor("5", "SS", -720)]


def test_elapsed_lags_in_the_reader_s_words() -> None:
    with translation.override("de"):
        assert parse_predecessors("3FS+2eTage") == parse_predecessors("3FS+2ed")


@pytest.mark.parametrize(
    ("text", "minutes"), [("5 d", 2400), ("4h", 240), ("1.5", 720), ("1,5 d", 720), ("2 weeks", 4800), ("90 min", 90)]
)
def test_durations_as_people_write_them(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "5 x", "-3 d", "99999999 d", "١٢ d", "1.000 d", "1,000 d"])
def test_what_is_no_duration_says_what_to_write(text: str) -> None:
    with pytest.raises(Invalid):
        parse_duration(text)


@pytest.mark.parametrize("text", ["x", "3FX", "3FS+", "3+2q", "3;;x"])
def test_what_is_no_predecessor_is_quoted(text: str) -> None:
    with pytest.raises(Invalid):
        parse_predecessors(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("1", date(2026, 5, 7)),
        ("T1FS+2d", date(2026, 5, 11)),
        ("1SS+1d", date(2026, 5, 5)),
        ("1FS+100%", date(2026, 5, 12)),
        ("1FS-1d", date(2026, 5, 6)),
    ],
)
def test_written_predecessors_move_the_task(plan: Cast, text: str, start: date) -> None:
    task(plan, "Design", 3)
    build = task(plan, "Build", 2)
    moved, _ripple = set_predecessors(build, by=plan.alice, version=1, text=text)
    assert (moved.start_day, moved.version) == (start, 2)


@pytest.mark.django_db
def test_a_predecessor_may_be_named_by_its_wbs_code(plan: Cast) -> None:
    phase = task(plan, "Planning")
    design, build = task(plan, "Design", 3, parent=phase), task(plan, "Build")
    set_predecessors(build, by=plan.alice, version=1, text="1.1")
    assert TaskLink.objects.get().predecessor_id == design.pk


@pytest.mark.django_db
def test_an_empty_cell_lifts_all_links(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build")
    link(plan, design, build)
    moved, ripple = set_predecessors(again(build), by=plan.alice, version=1, text=" ")
    assert moved.start_day == MONDAY
    assert [one.days for one in ripple.moved] == [-3]


@pytest.mark.django_db
def test_the_trail_keeps_both_texts(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build")
    link(plan, design, build)
    set_predecessors(again(build), by=plan.alice, version=1, text="1SS")
    assert AuditEntry.objects.latest("id").changes == {"predecessors": ["1", "1SS"]}
    assert written(again(build).predecessor_links.all()) == "1SS"


@pytest.mark.django_db
def test_a_circle_is_refused_and_its_path_named(plan: Cast) -> None:
    first, second, third = (task(plan, name) for name in ("Design", "Build", "Test"))
    chain(plan, first, second, third)
    with pytest.raises(Invalid, match="T1 → T2 → T3 → T1"):
        create_link(by=plan.alice, project=plan.project, predecessor=third, successor=first)
    assert TaskLink.objects.count() == 2


@pytest.mark.django_db
def test_a_circle_is_refused_in_a_large_plan_as_well(plan: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = task(plan, "Design"), task(plan, "Build")
    chain(plan, first, second)
    monkeypatch.setattr("planning.services.scheduling.IMMEDIATE", 0)
    with pytest.raises(Invalid, match="circle"):
        create_link(by=plan.alice, project=plan.project, predecessor=second, successor=first)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["99", "2", "1; 1"])
def test_unknown_own_and_double_predecessors_are_refused(plan: Cast, text: str) -> None:
    task(plan, "Design")
    build = task(plan, "Build")
    with pytest.raises(Invalid):
        set_predecessors(build, by=plan.alice, version=1, text=text)


@pytest.mark.django_db
def test_a_task_cannot_wait_for_what_it_is_part_of(plan: Cast) -> None:
    phase = task(plan, "Planning")
    design = task(plan, "Design", parent=phase)
    with pytest.raises(Invalid) as refused:
        create_link(by=plan.alice, project=plan.project, predecessor=again(phase), successor=design)
    assert "successor" in refused.value.fields


@pytest.mark.django_db
def test_without_its_link_a_task_moves_back(plan: Cast) -> None:
    design, build = task(plan, "Design", 3), task(plan, "Build")
    link(plan, design, build)
    delete_link(TaskLink.objects.get(), by=plan.alice, version=1)
    assert again(build).start_day == MONDAY
