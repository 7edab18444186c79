"""Every text has a Simplified Chinese translation with the same fields, and what is compiled is what was translated."""

from __future__ import annotations

import ast

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QDialogButtonBox

from app.catalog.registry import catalog
from app.catalog.search import search
from app.i18n import LANGUAGES, SOURCE, Languages, ts
from app.i18n.__main__ import main
from app.i18n.collect import _in_source, collect
from app.panels.palette_model import KIND_ROLE, PaletteModel
from app.text import sentence, tr, tr_error

OTHERS = [code for code, _ in LANGUAGES if code != SOURCE]


@pytest.fixture(scope="module")
def strings():
    return collect()


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_with_the_same_fields(strings, language) -> None:
    assert ts.faults(strings, ts.read(ts.ts_path(language))) == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_file_is_up_to_date(strings, language) -> None:
    translator = QTranslator()
    assert translator.load(str(ts.qm_path(language)))
    translations = ts.read(ts.ts_path(language))
    stale = [
        (context, text)
        for context, texts in strings.items()
        for text in texts
        if translator.translate(context, text) != translations[context][text]
    ]
    assert stale == []


def test_the_collector_finds_texts_wherever_they_can_stand(strings) -> None:
    source = """
sentence = "told by {name}"
raise DataError("no rows in '{file}'", file=x)
tr("Panel", "one" if few else "many")
state.add("error", "wrong {kind}", node)
Fix("Set it", node, {})
Failed(request=r, template=sentence)
tr("Panel", computed)
print("not for users")
"""
    found = set(_in_source(ast.parse(source)))
    wanted = {"told by {name}", "no rows in '{file}'", "wrong {kind}", "Set it"}
    assert found == {("Panel", "one"), ("Panel", "many"), *(("Errors", text) for text in wanted)}
    assert "Layers" in strings["Catalog"] and "Kernel initializer" in strings["Catalog"]


def test_a_class_named_in_errors_is_found(strings) -> None:
    assert "there is no file '{file}'; check its name and folder" in strings["Errors"]


@pytest.fixture
def chinese(qapp):
    languages = Languages(qapp)
    languages.install("zh_CN")
    yield
    languages.install("en")


def test_errors_are_translated_with_their_place_and_phrases(chinese) -> None:
    template, params = (
        "{title} '{name}': {attribute} is missing; set it",
        {"title": "Dense", "name": "hidden", "attribute": "units"},
    )
    assert tr_error(template, params) == "Dense“hidden”：缺少 units；请设置"
    template = "Map: {function} ({place}): the shape {shape} is not known yet"
    params = {"function": "sum", "place": "column 3", "shape": "n"}
    assert tr_error(template, params) == "Map：sum（第 3 列）：形状 n 尚未可知"
    wanted = {"attribute": "rate", "value": "7", "wanted": "a number between 0 and 0.95"}
    assert tr_error("{attribute} is {value}, but must be {wanted}", wanted) == "rate 是 7，但必须是0 到 0.95 之间的数"


def test_kinds_keep_their_names_and_are_found_by_either_language(chinese) -> None:
    model = PaletteModel(catalog())
    titles = {row.data() for row in map(model.index, range(model.rowCount())) if row.data(KIND_ROLE) is not None}
    assert titles == {kind.title for kind in catalog().kinds}
    for words in ("池化", "pooling"):
        assert "MaxPooling2D" in {kind.title for kind in search(catalog(), words)}


def test_text_that_nobody_translated_stays_as_it_is(chinese) -> None:
    assert tr("Nowhere", "a word {x}", x=1) == "a word 1"
    assert tr_error("unheard of: {x}", {"x": "y"}) == "unheard of: y"


def test_qt_itself_speaks_the_language(chinese, qapp) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("no rows", "No rows."), ("没有行", "没有行。"), ("Done!", "Done!"), ("'x' is gone", "'x' is gone."), ("", "")],
)
def test_a_message_becomes_a_sentence(text, wanted) -> None:
    assert sentence(text) == wanted


def test_check_lists_nothing(capsys) -> None:
    assert main(["check"]) == 0
    assert "0 to mend" in capsys.readouterr().out
