import pytest

from blueprints.calc import shelf
from blueprints.calc.offsets import Offset, length, offsets, offsets_around_event


def test_offsets_are_working_days_from_the_start(small):
    assert offsets(small) == [
        Offset("T1", 0, 2, 0, True),
        Offset("T2", 2, 7, 0, True),
        Offset("T3", 9, 10, 0, True),
        Offset("M1", 10, 10, 0, True),
    ]
    assert length(small) == 10


def test_half_days_are_kept(changed):
    template = changed("d: [1, 2, 4], deps: []", "d: [1, 1.5, 4], deps: []")
    assert [offset.start for offset in offsets(template)] == [0, 1.5, 8.5, 9.5]


def test_around_the_event_the_days_before_it_are_negative(small):
    assert [(offset.task, offset.start) for offset in offsets_around_event(small)] == [
        ("T1", -9),
        ("T2", -7),
        ("T3", 0),
        ("M1", 1),
    ]


def test_without_an_event_the_finish_is_day_zero(changed):
    template = changed("event: T3\n", "")
    assert [offset.finish for offset in offsets_around_event(template)] == [-8, -3, 0, 0]


def test_a_task_beside_the_critical_path_has_float(changed):
    template = changed('deps: ["T2:FS+2", "T1:SS"]', "deps: [T1]", "deps: [T3]", "deps: [T2, T3]")
    assert offsets(template)[2] == Offset("T3", 2, 3, 4, False)


@pytest.mark.parametrize("template", shelf.shipped().values(), ids=lambda template: template.id)
def test_no_task_starts_before_what_it_waits_for(template):
    found = {offset.task: offset for offset in offsets(template)}
    for task in template.tasks:
        for link in task.links:
            before = found[link.task].finish if link.type[0] == "F" else found[link.task].start
            after = found[task.id].finish if link.type[1] == "F" else found[task.id].start
            assert after >= before + link.lag
    assert min(offset.start for offset in found.values()) == 0
    assert all(offset.total_float >= 0 for offset in found.values())
