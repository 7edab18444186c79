"""Declarations of a document's run settings: type, range, default and help of each, for file, form and command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.ops.attrs import Attr

#: When a run ends before its last epoch, and how often it is kept.  A file names only those that differ from their default, so
#: that files from before they existed stay as they are.
OPTIONS: tuple[Attr, ...] = (
    Attr("early_stopping", "bool", False, help="End the run when a figure has not improved for a while."),
    Attr("monitor", "str", "val_loss", help="The figure that early stopping watches, such as val_loss or val_accuracy."),
    Attr("patience", "int", 5, minimum=0, maximum=1_000_000, unit="epochs",
         help="How many epochs may go by without improvement."),
    Attr("min_delta", "float", 0.0, minimum=0, help="The least change that counts as improvement."),
    Attr("restore_best_weights", "bool", True, help="Whether the run ends with the weights of its best epoch."),
    Attr("loss_threshold", "float", None, optional=True, help="End the run once the training loss is no larger; empty: never."),
    Attr("checkpoint_every", "int", None, minimum=1, maximum=1_000_000, optional=True, unit="epochs",
         help="How often the whole state of a run is kept, so that it can go on from there; empty: every few seconds."),
)  # fmt: skip

BY_NAME: Mapping[str, Attr] = {attr.name: attr for attr in OPTIONS}


def check_option(name: str, value: Any) -> Any:
    """The value in its stored form; AttributeValueError where it does not fit."""
    return BY_NAME[name].check(value)
