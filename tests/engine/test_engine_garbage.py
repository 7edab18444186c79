"""The collector is put off while a program is built, and only then."""

from __future__ import annotations

import gc
import threading

import pytest

import engine
from engine.garbage import put_off
from engine.passes import pipeline


def test_it_is_put_off_inside_and_on_again_behind() -> None:
    assert gc.isenabled()
    with put_off():
        assert not gc.isenabled()
        with put_off():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_inside_leaves_it_on() -> None:
    with pytest.raises(ValueError), put_off():
        raise ValueError
    assert gc.isenabled()


def test_it_stays_off_where_it_was() -> None:
    gc.disable()
    try:
        with put_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_it_comes_back_with_the_last_thread() -> None:
    inside, done = threading.Event(), threading.Event()

    def other() -> None:
        with put_off():
            inside.set()
            done.wait(30)

    thread = threading.Thread(target=other)
    thread.start()
    assert inside.wait(30)
    with put_off():
        pass
    assert not gc.isenabled()
    done.set()
    thread.join()
    assert gc.isenabled()


def test_compiling_puts_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real = pipeline.specialize

    def specialize(*args: object) -> object:
        seen.append(gc.isenabled())
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "specialize", specialize)
    with engine.Graph("g") as graph:
        x = engine.placeholder([2], name="x")
        engine.compile(graph, x + 1)
    assert seen == [False] and gc.isenabled()


def test_what_lasts_counts_as_old_at_once() -> None:
    with put_off(lasting=True):
        made: list[object] = [[]]
    assert any(each is made for each in gc.get_objects(generation=2))
    assert gc.get_freeze_count() == 0 and gc.isenabled()
