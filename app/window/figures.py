"""Figures in words: counts, sizes, rates, times and shares, as the status line and the toolbar write them."""

from __future__ import annotations

from collections.abc import Mapping

from app.text import tr


def count(value: int) -> str:
    """``4,810``"""
    return f"{value:,}"


def compact(value: float) -> str:
    """``29 k``, ``1.2 M``, ``512 ``: up to three digits, and a prefix for the unit that follows."""
    for prefix in ("", "k", "M", "G", "T"):
        if abs(value) < 999.5 or prefix == "T":
            break
        value /= 1000
    digits = f"{value:.0f}" if not prefix or value >= 99.5 else f"{value:.2g}" if value < 9.95 else f"{value:.0f}"
    return f"{digits} {prefix}"


def memory(size: int) -> str:
    """``0.3 MB``"""
    if size < 1000:
        return f"{size} B"
    for unit, factor in (("kB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        value = size / factor
        if value < 999.5 or unit == "GB":
            return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"
    raise AssertionError("the last unit takes everything")


def clock(seconds: float) -> str:
    """``0:07``, ``1:02:30``"""
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def share(value: float) -> str:
    """``97.2 %``"""
    return f"{100 * value:.1f} %"


def number(value: float) -> str:
    """A loss or the like, always three digits, so that a live figure does not tremble: ``0.0410``, ``2,500``, ``3.10e-07``."""
    if value != 0 and (abs(value) >= 1e6 or abs(value) < 1e-4):
        return f"{value:.2e}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:#.3g}".removesuffix(".")


def ago(seconds: float) -> str:
    """How long ago something was saved."""
    if seconds < 5:
        return tr("Status", "saved just now")
    if seconds < 60:
        return tr("Status", "saved {count} s ago", count=int(seconds))
    if seconds < 3600:
        return tr("Status", "saved {count} min ago", count=int(seconds // 60))
    return tr("Status", "saved {count} h ago", count=int(seconds // 3600))


def metric_name(name: str, titles: Mapping[str, str] | None = None) -> str:
    """``val_accuracy`` → ``Validation accuracy``; other metrics are called by their node's title, or as the user named it."""
    known = {
        "loss": tr("Status", "Training loss"),
        "val_loss": tr("Status", "Validation loss"),
        "accuracy": tr("Status", "Training accuracy"),
        "val_accuracy": tr("Status", "Validation accuracy"),
    }
    if name in known:
        return known[name]
    titles = titles or {}
    if name.startswith("val_"):
        return tr("Status", "Validation {metric}", metric=titles.get(name[4:], name[4:]))
    return titles.get(name, name)


def metric_value(name: str, value: float) -> str:
    """A share in percent where the metric is one."""
    return share(value) if name.endswith("accuracy") and 0 <= value <= 1 else number(value)
