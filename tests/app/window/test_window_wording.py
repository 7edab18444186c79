"""What the status line and the history say, to the letter."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from app.model.records import PortRef
from app.panels.curves import metrics_title
from app.window.figures import metric_name


def test_notes_frames_and_bends_are_no_nodes(window) -> None:
    editor = window.workspace.editor
    dense = editor.add_node("Dense", 0, 0)
    relu = editor.add_node("ReLU", 200, 0, connect_from=PortRef(dense, "y"))
    editor.add_node("Note", 0, 300)
    editor.frame([dense, relu], (-20, -40, 400, 200))
    link = next(iter(window.workspace.document.links.values()))
    editor.insert_on_link("Reroute", link)
    window.workspace.check.check_now()
    assert window.status_line.graph.full_text.startswith("2 nodes")


def test_a_metric_is_called_by_its_node(window) -> None:
    editor = window.workspace.editor
    metric = editor.add_node("Accuracy", 0, 0)
    assert window.status_line._titles() == {"accuracy": "Accuracy"}
    editor.rename(metric, "adam")
    assert window.status_line._titles() == {"adam": "adam"}


@pytest.mark.parametrize(
    ("name", "titles", "said"),
    [
        ("val_adam", {"adam": "adam"}, "Validation adam"),
        ("adam", {}, "adam"),
        ("val_mae", {"mae": "MeanAbsoluteError"}, "Validation MeanAbsoluteError"),
        ("val_accuracy", {"accuracy": "Accuracy"}, "Validation accuracy"),
        ("loss", {}, "Training loss"),
    ],
)
def test_metric_names(qapp, name, titles, said) -> None:
    assert metric_name(name, titles) == said


@pytest.mark.parametrize(("name", "title"), [("mae", "MAE"), ("adam", "Adam"), ("accuracy", "Accuracy"), ("f1", "F1")])
def test_titles_of_the_metrics_card(qapp, name, title) -> None:
    assert metrics_title([name]) == title


def test_labels_inside_sentences(window) -> None:
    editor, stack = window.workspace.editor, window.workspace.undo_stack
    nodes = [editor.add_node("Dense", 0, 200 * at) for at in range(2)]
    editor.set_attribute(nodes[0], "units", 5)
    assert stack.undoText() == "Set units of dense"
    editor.set_settings(epochs=3)
    assert stack.undoText() == "Set epochs"
    editor.pin(nodes)
    editor.pin(nodes)
    assert stack.undoText() == "Unpin 2 previews"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_keys_are_called_as_keyboards_label_them(window, language) -> None:
    """In menus as in the texts that speak of keys, in every language."""
    window.services.set_language(language)
    shown = QKeySequence.SequenceFormat.NativeText
    keys = {name: action.shortcut().toString(shown) for name, action in window.actions_by_name.items()}
    assert (keys["enter"], keys["leave"], keys["delete"]) == ("Ctrl+Enter", "Ctrl+Backspace", "Del")
    assert all(text.isascii() for text in keys.values())
    assert window.actions_by_name["new"].text() != ""
