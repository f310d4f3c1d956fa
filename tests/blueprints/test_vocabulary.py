"""Shared content and the product mean the same by a fact."""

from blueprints.calc.library import shipped
from ecompm.core import facts

PUBLISHED = {fact.name: fact for fact in shipped().vocabulary.expressions.facts}


def test_the_facts_of_the_product_have_the_published_units_and_arguments():
    for fact in facts.registry.all():
        if published := PUBLISHED.get(fact.name):
            agreed = published.signature.parameters
            assert (fact.unit, fact.args[: len(agreed)]) == (published.unit, agreed)
            assert not any(further.required for further in fact.args[len(agreed) :])


def test_every_fact_has_a_label_in_words():
    assert [fact.name for fact in facts.registry.all() if not str(fact.label).strip()] == []
