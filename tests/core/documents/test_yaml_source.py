import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ecompm.core.documents import DocumentError, Entries, Items, Scalar, read_yaml


def fault(text):
    with pytest.raises(DocumentError) as caught:
        read_yaml(text, "plan.yaml")
    (fault,) = caught.value.faults
    return fault


def plain(node):
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(child) for child in node.values]
    return {key: plain(child) for key, child in node.values.items()}


def test_every_value_and_key_knows_its_line():
    root = read_yaml("a: 1\nb:\n  - x\n  - {c: y,\n     d: z}\n", "plan.yaml")
    assert isinstance(root, Entries)
    assert root.lines == {"a": 1, "b": 2}
    rows = root.values["b"]
    assert [child.line for child in rows.values] == [3, 4]
    assert rows.values[1].lines == {"c": 4, "d": 5}


def test_scalars_keep_their_letters_and_whether_they_were_quoted():
    root = read_yaml("version: 1.10\nname: No\nid: '007'\nnone: ~", "plan.yaml")
    assert root.values["version"] == Scalar("1.10", 1, plain=True)
    assert root.values["id"] == Scalar("007", 3, plain=False)
    assert root.values["none"].is_null


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &x [1]\nb: *x", 1, "Anchors and aliases"),
        ("a: 1\nb: *x", 2, "Anchors and aliases"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", 2, "The tag tag:yaml.org,2002:python/object"),
        ("a: 1\nb: 2\na: 3", 3, "The key a stands here a second time; it was first given in line 1."),
        ("a: 1\n---\nb: 2", 2, "a second document"),
        ("? [a, b]\n: 1", 1, "A key is a word"),
        ("", 1, "The file is empty."),
        ("a: [1, 2\nb: 3", 2, "cannot be read here"),
        ("a: 1\nb: \x00", 2, "cannot be read here"),
        ("a: '\ud800'", 1, "not encoded as UTF-8"),
        (b"a: \xff", 1, "not encoded as UTF-8"),
    ],
)
def test_what_has_no_place_in_a_file_is_refused_with_its_line(text, line, words):
    found = fault(text)
    assert found.line == line
    assert words in str(found.sentence)
    assert str(found).startswith(f"plan.yaml, line {line}: ")


def billion_laughs():
    rows = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    rows += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 10)]
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("bomb", "words"),
    [
        (billion_laughs(), "Anchors and aliases"),
        ("a: &a {b: *a}", "Anchors and aliases"),
        ("[" * 100_000, "nested deeper than 12 levels"),
        ("{a: " * 100_000, "nested deeper than 12 levels"),
        ("".join(f"{' ' * n}a:\n" for n in range(1000)), "nested deeper than 12 levels"),
        ("- a\n" * 70_000, "more than 60000 values"),
        ("a: " + "x" * 1_000_000, "more than 1000000 bytes"),
        ("a: {<<: {b: 1}, <<: {c: 2}}", "a second time"),
    ],
)
def test_bombs_are_refused(bomb, words):
    assert words in str(fault(bomb).sentence)


values = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=10,
)


@settings(deadline=None)
@given(values)
def test_what_yaml_writes_is_read_back(value):
    assert plain(read_yaml(yaml.safe_dump(value, allow_unicode=True), "plan.yaml")) == value


@settings(deadline=None)
@given(st.text("ab:-[]{}&*!|>'\"#%@\\?, \n\t0~<", max_size=60))
def test_no_text_does_worse_than_a_document_error(text):
    try:
        root = read_yaml(text, "plan.yaml")
    except DocumentError as error:
        root = error
    assert isinstance(root, Scalar | Items | Entries) or root.faults[0].line >= 1
