"""Templates that administrators import, and which version is offered."""

import pytest

from blueprints.calc import shelf
from blueprints.loaders import find_template, on_offer
from blueprints.services.templates import import_template, restore_template, retire_template
from ecompm.core.errors import Conflict, Invalid, NotAllowed
from tests.blueprints.calc.conftest import SMALL


def imported(cast, **changed):
    return import_template(by=cast.ada, source=SMALL.replace("version: 1", f"version: {changed.get('version', 1)}"))


def test_an_imported_template_is_offered(cast):
    stored = imported(cast)
    assert on_offer()["small-shop"].title("de") == "Kleiner Shop"
    assert (stored.title, stored.edition, stored.origin) == ("Small shop", 1, "imported")


def test_only_administrators_import(cast):
    with pytest.raises(NotAllowed):
        import_template(by=cast.alice, source=SMALL)


def test_every_mistake_is_told_with_its_line(cast):
    with pytest.raises(Invalid) as refused:
        import_template(by=cast.ada, source=SMALL.replace("T1:SS", "T9:SS").replace("quorum: 2", "quorum: 3"))
    lines = refused.value.fields["source"]
    assert [text.partition(":")[0] for text in lines] == ["template.yaml, line 14", "template.yaml, line 20"]


def test_a_name_too_long_for_a_project_is_told(cast):
    with pytest.raises(Invalid) as refused:
        import_template(by=cast.ada, source=SMALL.replace("name: Plan,", f"name: {'x' * 251},"))
    assert refused.value.fields["source"] == ["template.yaml, line 12: The text has 251 characters; at most 250 fit."]


def test_a_version_that_is_there_is_refused(cast):
    imported(cast)
    with pytest.raises(Conflict, match="Version 1"):
        imported(cast)


def test_the_newest_version_is_offered_and_older_ones_are_found(cast):
    imported(cast)
    imported(cast, version=3)
    assert find_template("small-shop").version == 3
    assert find_template("small-shop", 1).version == 1


def test_a_retired_version_gives_way_to_the_one_before(cast):
    imported(cast)
    newest = imported(cast, version=2)
    retire_template(newest, by=cast.ada)
    assert find_template("small-shop").version == 1
    restore_template(newest, by=cast.ada)
    assert find_template("small-shop").version == 2


def test_others_may_not_retire(cast):
    with pytest.raises(NotAllowed):
        retire_template(imported(cast), by=cast.alice)


def test_an_own_version_of_a_shipped_template_wins(cast):
    source = (shelf.CONTENT / "04_payment_migration.yaml").read_text("utf-8")
    import_template(by=cast.ada, source=source.replace("version: 1", "version: 2", 1))
    assert find_template("payment-migration").version == 2
    assert list(on_offer())[3] == "payment-migration"
