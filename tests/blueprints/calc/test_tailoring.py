from blueprints.calc.offsets import length
from blueprints.calc.tailoring import without
from blueprints.calc.template import Link


def test_who_waited_for_a_leaving_task_waits_for_what_it_waited_for(small):
    left = without(small, ["build"])
    assert [task.id for task in left.tasks] == ["T1", "T3", "M1"]
    assert left.task["T3"].links == (Link("T1", "FS", 2), Link("T1", "SS", 0))
    assert length(left) == length(small) - 5


def test_references_to_what_left_go_with_it(small):
    left = without(small, ["build"])
    assert left.requirements[0].traces == ()
    assert (left.risks[0].hits, left.risks[0].kri) == (("T3",), ())
    assert left.kpis == ()
    assert [criterion.id for criterion in left.gates[0].criteria] == ["G1.1", "G1.3"]
    assert left.blocks == ()


def test_links_through_a_leaving_task_add_their_lags_and_join_their_ends(changed):
    template = changed("d: [3, 5, 9], deps: [T1]", 'd: [3, 5, 9], deps: ["T1:SS+4"]')
    assert without(template, ["build"]).task["T3"].links == (Link("T1", "SS", 6),)


def test_nothing_changes_without_blocks_to_leave_out(small):
    assert without(small, []) == small
    assert without(small, ["unheard of"]) == small


def test_all_that_a_block_names_leaves(changed):
    template = changed("tasks: [T2], kpis: [aov_eur]}", "requirements: [R1], risks: [K1], compliance: [gdpr]}")
    left = without(template, ["build"])
    assert (left.requirements, left.risks, left.compliance) == ((), (), ())
    assert left.tasks == template.tasks
