"""What an author declares becomes an op like any other; what is declared wrongly is one sentence with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import engine as ng
import resources
from engine.errors import GraphError, NodegradError
from engine.ops import registry
from engine.plugins import PluginError
from engine.plugins.check import check, check_names
from engine.plugins.load import forget, load, read, sha256
from engine.testing.gradcheck import check_op

PAGE = resources.path("help", "plugins.md")
HEAD = "from engine.plugins import *\nimport numpy as np\n"


class Bench:
    """Writes plug-ins, loads them, and takes their ops away in the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: list[str] = []

    def load(self, text: str, name: str = "own.py", limit: float = 10.0) -> list[str]:
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        ops = load(path, path.read_bytes(), limit)
        forget(path)
        check_names(ops, name)
        registry.register(ops)
        self._names += [op.name for op in ops]
        for op in ops:
            check(op, name)
        return [op.name for op in ops]

    def refusal(self, text: str, limit: float = 10.0) -> str:
        with pytest.raises(PluginError) as caught:
            self.load(HEAD + text, limit=limit)
        self.close()
        return str(caught.value)

    def close(self) -> None:
        registry.unregister(self._names)
        self._names = []


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.close()


def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_page_for_authors_works_as_it_stands(bench: Bench) -> None:
    names = [bench.load(text, f"page_{number}.py") for number, text in enumerate(blocks())]
    assert names == [["mish"], ["scaled_dense"], ["cube_root"]]
    rng = np.random.default_rng(0)
    x = rng.normal(size=(5, 3))
    graph = ng.Graph()
    with graph:
        given = ng.placeholder((None, 3), dtype="float64", name="x")
        values = [ng.ops.mish(given), ng.ops.cube_root(given)]
    with ng.Session(graph=graph) as session:
        mish, root = session.run(values, feed_dict={given: x})
    np.testing.assert_allclose(mish, x * np.tanh(np.log1p(np.exp(x))), rtol=1e-12)
    np.testing.assert_allclose(root, np.cbrt(x), rtol=1e-15)
    check_op(registry.get("mish"), [x])
    check_op(registry.get("cube_root"), [np.abs(x) + 0.2])
    check_op(registry.get("scaled_dense"), [x, rng.normal(size=(3, 2)), rng.normal(size=2)], {"units": 2})
    op = registry.get("scaled_dense")
    assert (op.title, op.help, op.telling) == ("ScaledDense", "A dense layer whose units learn how large they are.", "units")
    assert "engine.ops" in ng.ops.mish.__module__ and "Misra 2019" in ng.ops.mish.__doc__


def test_a_type_follows_from_what_is_built(bench: Bench) -> None:
    bench.load(HEAD + "@composite('RowSum')\ndef row_sum(b, x):\n    return b.sum(x, axis=-1)\n")
    with ng.Graph():
        given = ng.placeholder(("batch", 3), name="x")
        assert ng.ops.row_sum(given).type.shape == ("batch",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def broken(:\n    pass\n", "line 3: SyntaxError"),
        ("\n1 / 0\n", "line 4: ZeroDivisionError: division by zero"),
        ("import nothing_like_it\n", "line 3: ModuleNotFoundError"),
        ("raise SystemExit(3)\n", "line 3: SystemExit: 3"),
        ("x = 1\n", "declares no op"),
        ("@composite('mish')\ndef mish(b, x):\n    return x\n", "line 3: ValueError: the title 'mish'"),
        ("@composite('Fine', category='else')\ndef fine(b, x):\n    return x\n", "the category 'else'"),
        ("@composite('Fine')\ndef Fine(b, x):\n    return x\n", "small letters"),
        ("@composite('Fine', weights=[weight('w', lambda t, a: ())])\ndef fine(b, x):\n    return x\n", "w is missing"),
        ("@composite('Fine', attributes=[Attr('a', 'int', 1)])\ndef fine(b, x):\n    return x\n", "must take its attributes"),
        ("@composite('Fine')\ndef matmul(b, x):\n    return x\n", "there is a kind of that name"),
        ("@composite('DENSE')\ndef fine(b, x):\n    return x\n", "there is a kind of that name"),
        ("@composite('Fine')\ndef fine(b, x):\n    return x\n@composite('Fine')\ndef other(b, x):\n    return x\n", "twice"),
        ("@composite('Fine')\ndef fine(b, x):\n    return b.nothing(x)\n", "there is no op 'nothing'"),
        ("@composite('Fine')\ndef fine(b, x):\n    return x.nothing\n", "line 5: AttributeError"),
        ("@composite('Fine', outputs=('a', 'b'))\ndef fine(b, x):\n    return x\n", "2 outputs"),
        ("@primitive('Fine', gradient=lambda b, v: v.g)\ndef fine(x):\n    return x.sum()\n", "mend its types"),
        ("@primitive('Fine', gradient=lambda b, v: v.g * 2)\ndef fine(x):\n    return np.square(x)\n", "finite differences"),
        ("@primitive('Fine', gradient=lambda b, v: nothing)\ndef fine(x):\n    return x\n", "line 3: NameError"),
        ("@primitive('Fine', gradient=NoGradient('so'))\ndef fine(x):\n    return x + nothing\n", "line 5: NameError"),
        ("@composite('Fine', types=lambda x: x.with_shape((7,)))\ndef fine(b, x):\n    return x\n", "mend its types"),
        ("@composite('Fine', samples=[Sample(((2, 3), (4,)))])\ndef fine(b, x, y):\n    return x + y\n", "refuses its sample"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence(bench: Bench, text: str, words: str) -> None:
    sentence = bench.refusal(text)
    assert sentence.startswith("plug-in 'own.py'") and words in sentence and "\n" not in sentence


def test_an_endless_loop_is_ended(bench: Bench) -> None:
    sentence = bench.refusal("while True:\n    try:\n        pass\n    except Exception:\n        pass\n", limit=0.2)
    assert "longer than 0.2 seconds" in sentence and re.search(r"line [3-7]:", sentence)
    bench.load(HEAD + "@composite('Fine')\ndef fine(b, x):\n    return x\n")


def test_what_fails_later_is_contained_too(bench: Bench) -> None:
    bench.load(
        HEAD + "CALLS = []\n"
        "@primitive('Moody', gradient=lambda b, v: v.g)\ndef moody(x):\n"
        "    if x.shape == (2,):\n        raise RuntimeError('not today')\n    return x * 1\n"
        "@composite('Picky')\ndef picky(b, x):\n    return x if x.type.rank != 1 else {}['key']\n"
    )  # fmt: skip
    graph = ng.Graph()
    with graph:
        given = ng.placeholder((None,), name="x")
        value = ng.ops.moody(given)
        with pytest.raises(GraphError, match=r"Picky 'picky': plug-in 'own\.py', line 11: KeyError: 'key'"):
            ng.ops.picky(given)
    with ng.Session(graph=graph) as session:
        assert session.run(value, feed_dict={given: np.ones(3, np.float32)}).shape == (3,)
        with pytest.raises(PluginError, match=r"plug-in 'own\.py', line 7: RuntimeError: not today") as caught:
            session.run(value, feed_dict={given: np.ones(2, np.float32)})
    assert caught.value.params["op"] == "moody" and isinstance(caught.value, NodegradError)


def test_only_the_content_that_was_allowed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_bytes(b"x = 1\n")
    digest = sha256(path.read_bytes())
    assert read(path, digest) == b"x = 1\n"
    path.write_bytes(b"x = 2\n")
    with pytest.raises(PluginError, match="was changed since it was switched on"):
        read(path, digest)
    path.unlink()
    with pytest.raises(PluginError, match="cannot be read"):
        read(path, digest)
