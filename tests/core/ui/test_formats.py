import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.utils import timezone, translation
from django.utils.formats import get_format

from ecompm.core.ui import formats
from ecompm.core.units import written

NOON = dt.datetime(2026, 7, 22, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "shown", [formats.number, formats.percent, formats.money, formats.days, formats.day, formats.age]
)
def test_unknown_is_a_dash(shown):
    assert shown(None) == "–"


@pytest.mark.parametrize("shown", [formats.number, formats.percent, formats.money, formats.days, formats.date_html])
def test_what_a_template_misses_is_unknown_too(shown):
    assert shown("") == "–"


def test_dates_of_stored_figures_are_read():
    assert formats.date_html("2026-07-22") == formats.date_html(dt.date(2026, 7, 22))


def test_numbers_have_fixed_decimals_and_a_true_minus():
    assert formats.number(1150000) == "1,150,000"
    assert formats.number(Decimal("-2.5"), 2) == "−2.50"


def test_gains_carry_a_plus():
    assert [formats.signed(value) for value in (4, 0, -4)] == ["+4", "0", "−4"]


def test_percent_stays_with_its_number():
    assert formats.percent(94.2, 1) == "94.2\u202f%"


def test_money_names_its_currency():
    assert formats.money(1150000) == "€1,150,000"
    assert formats.money(Decimal("-12.5"), "USD", cents=True) == "−$12.50"
    assert formats.money(7, "CHF") == "CHF\u202f7"


@pytest.mark.parametrize(
    ("language", "number", "percent", "money", "days"),
    [
        ("en", "1,234.5", "94.2\u202f%", "€1,150", "5\u202fd"),
        ("de", "1.234,5", "94,2\u202f%", "1.150\u202f€", "5\u202fT"),
        ("it", "1.234,5", "94,2\u202f%", "1.150\u202f€", "5\u202fg"),
        ("vi", "1.234,5", "94,2%", "1.150\u202f€", "5\u202fngày"),
    ],
)
def test_figures_follow_the_language(language, number, percent, money, days):
    with translation.override(language):
        assert formats.number(1234.5, 1) == number
        assert (formats.percent(94.2, 1), formats.money(1150), formats.days(5)) == (percent, money, days)


@pytest.mark.parametrize("language", ["de", "it", "vi"])
def test_weeks_begin_on_monday_and_days_are_typed_alike(language):
    with translation.override(language):
        assert get_format("FIRST_DAY_OF_WEEK") == 1
        assert get_format("DATE_INPUT_FORMATS") == ["%Y-%m-%d"]


def test_a_measure_follows_the_language():
    with translation.override("vi"):
        assert [written(Decimal("7.5"), unit) for unit in ("h", "min", "ms")] == [
            "7,5\u202fgiờ", "7,5\u202fphút", "7,5\u202fms",
        ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de", "it", "vi"])
def test_number_fields_take_what_browsers_send_and_refuse_what_is_ambiguous(language):
    """A browser shows and reads numbers in its own language and sends a plain one: groups and commas are refused."""
    field = forms.DecimalField()
    with translation.override(language):
        assert field.clean("1234.5") == Decimal("1234.5")
        for text in ("1.234,5", "1,234.5"):
            with pytest.raises(forms.ValidationError):
                field.clean(text)


def test_the_year_is_named_when_it_is_another_one():
    today = dt.date(2026, 7, 22)
    assert formats.day(dt.date(2026, 8, 5), today=today) == "5 Aug"
    assert formats.day(dt.date(2027, 1, 8), today=today) == "8 Jan 2027"


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (dt.timedelta(seconds=40), "now"),
        (dt.timedelta(minutes=3), "3 min"),
        (dt.timedelta(hours=5), "5 h"),
        (dt.timedelta(hours=20), "Yesterday 16:00"),
        (dt.timedelta(days=2), "20 Jul"),
        (dt.timedelta(seconds=-30), "now"),
    ],
)
def test_an_age_is_as_short_as_it_stays_true(ago, words):
    with timezone.override("UTC"):
        assert formats.age(NOON - ago, now=NOON) == words


def test_an_instant_is_shown_in_the_reader_s_zone_and_a_plan_date_never_moves():
    late = dt.datetime(2026, 7, 22, 23, 30, tzinfo=dt.UTC)
    with timezone.override("Asia/Ho_Chi_Minh"):
        assert 'datetime="2026-07-23"' in formats.date_html(late)
        assert 'datetime="2026-07-22"' in formats.date_html(dt.date(2026, 7, 22))


def test_the_machine_value_of_a_date_is_never_localised():
    with translation.override("de"):
        assert 'datetime="2026-07-22"' in formats.date_html(dt.date(2026, 7, 22))
