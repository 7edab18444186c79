"""Formulas set like in a book: what is a quantity, what is raised, and nothing read as markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from app.catalog.registry import catalog
from app.panels.typeset import formula_label, typeset


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("y = max(x, 0)", "<i>y</i> = max(<i>x</i>, 0)"),
        ("y = tanh x", "<i>y</i> = tanh <i>x</i>"),
        ("yᵢ = e^xᵢ / Σⱼ eˣ", "<i>yᵢ</i> = <i>e</i><sup><i>xᵢ</i></sup> / Σⱼ <i>eˣ</i>"),
        ("w ← w − η·m̂", "<i>w</i> ← <i>w</i> − <i>η</i>·<i>m̂</i>"),
        ("log y_pred", "log <i>y</i><sub>pred</sub>"),
        ("(Σ |x|)^(1/p)", "(Σ |<i>x</i>|)<sup>1/<i>p</i></sup>"),
        ("a < b & c", "<i>a</i> &lt; <i>b</i> &amp; <i>c</i>"),
    ],
)
def test_formulas(formula: str, wanted: str) -> None:
    assert typeset(formula) == wanted


def shown(rich: str) -> str:
    document = QTextDocument()
    document.setHtml(rich)
    return document.toPlainText()


@given(st.text("xyΣ_^(){}<>&b/i −·₊₁ᵢ²1", max_size=20))
def test_nothing_is_lost_and_nothing_is_markup(qapp: QApplication, formula: str) -> None:
    def letters(text: str) -> str:
        return "".join(char for char in text if char not in "_^(){} \xa0")

    assert letters(shown(typeset(formula))) == letters(formula)


def test_every_kind_has_a_formula_that_can_be_set(qapp: QApplication) -> None:
    for kind in catalog().kinds:
        if kind.formula:
            plain = shown(typeset(kind.formula))
            assert set(plain) - set(" \n") <= set(kind.formula), kind.name
    assert formula_label("y = x²").accessibleName() == "y = x²"
