"""One attribute of an op or a node: its kind, default, range and text, and the check of every value given for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import AttributeValueError
from engine.ir.body import Body
from engine.ir.graph import Attrs
from engine.ir.types import DTYPES, dtype_name

REQUIRED: Any = type("Required", (), {"__repr__": lambda self: "REQUIRED"})()


@dataclass(frozen=True, slots=True)
class Attr:
    """One attribute: a plain JSON value with a type, a range, a default and a unit.

    ``kind`` is one of ``int  float  bool  str  text  choice  shape  axes  dtype  ints  floats  json  array  graph
    initializer  formula``; ``optional`` allows None.  ``text`` is a ``str`` of several lines; ``shape`` and ``axes`` are lists
    of ints (``axes`` also one int); ``initializer`` is the name of an initializer or ``{"name": ..., option: ...}``; ``array``
    is a NumPy array and ``graph`` a ``Body`` (the codec writes both as JSON).  ``start`` is what a node put on the canvas
    begins with where code must say it.  ``title`` is how people call it, where that is not its name in words.
    """

    name: str
    kind: str
    default: Any = REQUIRED
    minimum: float | None = None
    maximum: float | None = None
    exclusive: bool = False  # the range excludes its ends
    choices: tuple[str, ...] = ()
    unit: str = ""
    optional: bool = False
    help: str = ""
    start: Any = None
    quiet: bool = False  # the default is left out of files and printed graphs
    title: str = ""

    def check(self, value: Any) -> Any:
        """The value in its stored form; AttributeValueError where it does not fit."""
        if value is None:
            if self.optional:
                return None
            raise AttributeValueError("{attribute} is missing; set it", attribute=self.name)
        return _CHECKS[self.kind](self, value)


def check_kind(kind: str, rule: Callable[[Attr, Any], Any]) -> None:
    """Set how attributes of a kind are checked, where a later room of the engine knows that."""
    _CHECKS[kind] = rule


def _bad(attr: Attr, value: Any, wanted: str) -> AttributeValueError:
    return AttributeValueError(
        "{attribute} is {value}, but must be {wanted}", attribute=attr.name, value=repr(value), wanted=wanted
    )


def _bound(value: float | None) -> str | None:
    """A bound as people write it, whole numbers with all their digits."""
    return None if value is None else str(int(value)) if float(value).is_integer() else f"{value:g}"


def _range_text(attr: Attr, noun: str) -> str:
    low, high = _bound(attr.minimum), _bound(attr.maximum)
    if low is not None and high is not None:
        return f"{noun} between {low} and {high}" + (" (both excluded)" if attr.exclusive else "")
    if low is not None:
        return f"{noun} above {low}" if attr.exclusive else f"{noun} of at least {low}"
    if high is not None:
        return f"{noun} below {high}" if attr.exclusive else f"{noun} of at most {high}"
    return noun


def _check_number(attr: Attr, value: Any, noun: str) -> Any:
    low, high = attr.minimum, attr.maximum
    if low is not None and (value <= low if attr.exclusive else value < low):
        raise _bad(attr, value, _range_text(attr, noun))
    if high is not None and (value >= high if attr.exclusive else value > high):
        raise _bad(attr, value, _range_text(attr, noun))
    return value


def _check_int(attr: Attr, value: Any) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise _bad(attr, value, _range_text(attr, "a whole number"))
    return int(_check_number(attr, int(value), "a whole number"))


def _check_float(attr: Attr, value: Any) -> float:
    try:
        number = math.nan if isinstance(value, bool) or not hasattr(value, "__float__") else float(value)
    except (OverflowError, TypeError):  # an integer of hundreds of digits; an array of several numbers
        number = math.nan
    if math.isnan(number):
        raise _bad(attr, value, _range_text(attr, "a number"))
    return float(_check_number(attr, number, "a number"))


def _check_bool(attr: Attr, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _bad(attr, value, "true or false")
    return value


def _check_str(attr: Attr, value: Any) -> str:
    if not isinstance(value, str):
        raise _bad(attr, value, "a text")
    return value


def _check_choice(attr: Attr, value: Any) -> str:
    if value not in attr.choices:
        raise _bad(attr, value, "one of " + ", ".join(attr.choices))
    return str(value)


def _check_dtype(attr: Attr, value: Any) -> str:
    name = dtype_name(value)
    if name not in DTYPES:
        raise _bad(attr, value, "one of " + ", ".join(DTYPES))
    return name


def _check_ints(attr: Attr, value: Any) -> list[int]:
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise _bad(attr, value, "a list of whole numbers")
    return [_check_int(attr, item) for item in value]


def _check_floats(attr: Attr, value: Any) -> list[float]:
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise _bad(attr, value, "a list of numbers")
    return [_check_float(attr, item) for item in value]


def _check_shape(attr: Attr, value: Any) -> list[Any]:
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise _bad(attr, value, "a list of dimensions")
    return [item if item is None or isinstance(item, str) else _check_int(attr, item) for item in value]


def _check_axes(attr: Attr, value: Any) -> int | list[int]:
    return _check_int(attr, value) if hasattr(value, "__index__") else _check_ints(attr, value)


def _check_initializer(attr: Attr, value: Any) -> Any:
    if isinstance(value, str) or (isinstance(value, Mapping) and isinstance(value.get("name"), str)):
        return value if isinstance(value, str) else dict(value)
    raise _bad(attr, value, "the name of an initializer")


def _check_graph(attr: Attr, value: Any) -> Body:
    if not isinstance(value, Body):
        raise _bad(attr, value, "a body, as engine.ops.scan makes one of a function")
    return value


_CHECKS: dict[str, Callable[[Attr, Any], Any]] = {
    "int": _check_int,
    "float": _check_float,
    "bool": _check_bool,
    "str": _check_str,
    "text": _check_str,
    "formula": _check_str,
    "choice": _check_choice,
    "dtype": _check_dtype,
    "ints": _check_ints,
    "floats": _check_floats,
    "shape": _check_shape,
    "axes": _check_axes,
    "initializer": _check_initializer,
    "json": lambda attr, value: value,
    "array": lambda attr, value: value,
    "graph": _check_graph,
}


def bind_attrs(attrs: Sequence[Attr], given: Attrs) -> dict[str, Any]:
    """Values for these attributes, defaults filled in and every value checked; AttributeValueError where one does not fit."""
    known = {attr.name for attr in attrs}
    for name in given:
        if name not in known:
            raise AttributeValueError(
                "there is no attribute '{attribute}'; it has {known}",
                attribute=name, known=", ".join(sorted(known)) or "none",
            )  # fmt: skip
    bound: dict[str, Any] = {}
    for attr in attrs:
        value = given.get(attr.name, attr.default)
        if value is REQUIRED:
            raise AttributeValueError("{attribute} is missing; set it", attribute=attr.name)
        bound[attr.name] = attr.check(value)
    return bound
