import os
from pathlib import Path

import pytest

from blueprints.calc import shelf
from blueprints.calc.offsets import length
from blueprints.calc.tailoring import without

LENGTHS = {
    "new-shop-launch": 107,
    "replatforming": 126,
    "black-friday-readiness": 55,
    "payment-migration": 66,
    "pim-erp-integration": 84,
    "marketplace-launch": 39,
}
ROOT = Path(__file__).parents[3]
REFERENCE = Path(os.environ.get("ECOMPM_ORACLE_DATA", ROOT.parent / "shared" / "data")).parent / "templates"


def test_the_six_shipped_templates_are_sound_and_offered_in_order():
    assert list(shelf.shipped()) == list(LENGTHS)


@pytest.mark.parametrize("name", LENGTHS)
def test_the_critical_path_of_a_shipped_template_has_the_published_length(name):
    assert length(shelf.shipped()[name]) == LENGTHS[name]


@pytest.mark.parametrize("name", LENGTHS)
def test_a_shipped_template_stays_sound_without_any_one_and_without_all_of_its_blocks(name):
    template = shelf.shipped()[name]
    blocks = [block.id for block in template.blocks]
    assert blocks
    for left in [*([block] for block in blocks), blocks]:
        assert length(without(template, left)) <= length(template)


@pytest.mark.parametrize("name", LENGTHS)
def test_a_shipped_template_speaks_four_languages(name):
    template = shelf.shipped()[name]
    for words in (template.name, *(block.name for block in template.blocks)):
        assert set(words) == {"en", "de", "it", "vi"}
    assert template.title("de") == template.name["de"]
    assert template.title("fr") == template.name["en"]


@pytest.mark.oracle
@pytest.mark.skipif(not REFERENCE.is_dir(), reason=f"ORACLE DATA ABSENT: {REFERENCE}; set ECOMPM_ORACLE_DATA")
def test_the_reference_templates_are_read_and_have_the_published_lengths():
    found = {}
    for path in sorted(REFERENCE.glob("*.yaml")):
        template = shelf.read(path.read_bytes(), path.name)
        found[template.id] = length(template)
    assert found == LENGTHS
