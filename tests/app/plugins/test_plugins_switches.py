"""Off until the user says so: nothing of a file runs before, and only its content of then does after."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog.registry import catalog
from app.cli import main as cli
from app.compile.lower import lower
from app.compile.projects import open_project
from app.places import data_folder, plugin_folder
from app.plugins.ready import make_ready, room
from app.plugins.room import SOURCE, Room
from app.plugins.switches import Switches
from app.plugins.trial import try_out
from app.project.format import dumps, loads
from engine.errors import NodegradError
from engine.plugins import PluginError
from engine.plugins.load import sha256

MISH = '''
from pathlib import Path
from engine.plugins import composite
(Path(__file__).parent.parent / "it-ran").touch()
print("hello")

@composite("Mish", category="activations")
def mish(b, x):
    """Like ReLU, but smooth."""
    return x * b.tanh(b.softplus(x))
'''

ROOT = """
import numpy as np
from engine.plugins import primitive

@primitive("CubeRoot", gradient=lambda b, v: v.g / (b.square(v.y) * 3))
def cube_root(x):
    return np.cbrt(x + 1)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The plug-in folder, with one file in it that leaves a trace where it runs."""
    monkeypatch.setenv("NODEGRAD_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(cli, "speak", lambda: None)
    made = plugin_folder()
    made.mkdir(parents=True)
    (made / "mish.py").write_text(MISH, encoding="utf-8")
    room.cache_clear()
    yield made
    room().use(())
    room.cache_clear()
    catalog().set_own(SOURCE, ())


def ran() -> bool:
    trace = data_folder() / "it-ran"
    found = trace.exists()
    trace.unlink(missing_ok=True)
    return found


def project(kind: str = "Mish", plugin: str | None = "mish.py") -> str:
    """A document with a node of the plug-in, on data, a loss and an optimizer."""
    rows = [("d", "Digits", {}), ("b", "Batch", {}), ("m", kind, {}), ("o", "Dense", {"units": 10}),
            ("l", "SparseCategoricalCrossentropy", {"from_logits": True}), ("a", "SGD", {})]  # fmt: skip
    links = [("d.data", "b.data"), ("b.x", "m.x"), ("m.y", "o.x"), ("o.y", "l.y_pred"), ("b.y", "l.y_true"), ("l.loss", "a.loss")]
    nodes = [{"id": id_, "kind": name, "name": id_, "attributes": attrs} for id_, name, attrs in rows]
    if plugin is not None:
        nodes[2]["plugin"] = plugin
    return json.dumps({"nodegrad": 1, "settings": {"epochs": 1}, "nodes": nodes,
                       "links": [{"from": a, "to": b} for a, b in links]})  # fmt: skip


def test_nothing_of_a_file_runs_while_it_is_off(folder: Path, tmp_path: Path, capsys) -> None:
    switches = Switches(folder)
    assert [(each.name, each.state) for each in switches.found()] == [("mish.py", "off")]
    path = tmp_path / "own.nodegrad"
    path.write_text(project(), encoding="utf-8")
    assert cli.run(["plugins", "list"]) == 0 and cli.run(["check", str(path)]) == 1
    said = capsys.readouterr()
    assert "comes with the plug-in 'mish.py', which is not switched on" in (said.out + said.err).replace("\n", " ")
    with pytest.raises(NodegradError, match=r"mish\.py"):
        open_project(path)
    make_ready()
    assert not ran() and "Mish" not in catalog()


def test_a_document_cannot_switch_one_on(folder: Path, tmp_path: Path) -> None:
    data = json.loads(project())
    digest = sha256((folder / "mish.py").read_bytes())
    grant = {"nodegrad-plug-ins": 1, "plug-ins": {"mish.py": {"on": True, "sha256": digest, "kinds": []}}}
    data |= {"plugins": grant, "plug-ins": grant["plug-ins"], "nodegrad-plug-ins": 1}
    data["settings"] |= {"plugins": ["mish.py"], "plug-ins": grant["plug-ins"]}
    data["nodes"][2] |= {"plugin": str(folder / "mish.py"), "sha256": digest, "enabled": True}
    (tmp_path / "plug-ins.json").write_text(json.dumps(grant), encoding="utf-8")  # beside the document, not beside the folder
    path = tmp_path / "own.nodegrad"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(NodegradError):
        open_project(path)
    assert not ran() and Switches(folder).allowed() == []


def test_what_is_on_trains_and_exports_and_what_is_off_again_is_kept(folder: Path, tmp_path: Path, capsys) -> None:
    assert cli.run(["plugins", "enable", "mish.py"]) == 0
    assert "its code runs" in capsys.readouterr().err and ran()
    path = tmp_path / "own.nodegrad"
    path.write_text(project(), encoding="utf-8")
    assert cli.run(["check", str(path)]) == 0 and ran()
    assert cli.run(["train", str(path), "--out", str(tmp_path / "out")]) == 0
    for target in ("numpy", "pytorch"):
        script = tmp_path / f"{target}.py"
        assert cli.run(["export", str(path), "--to", target, "-o", str(script)]) == 0
        assert "tanh" in script.read_text("utf-8") and "mish.py" not in script.read_text("utf-8")
    assert cli.run(["plugins", "disable", "mish.py"]) == 0 and make_ready().kinds() == []
    record = loads(path.read_text("utf-8"))
    assert loads(dumps(record)) == record and record.nodes["m"].extra == {"plugin": "mish.py"}
    (error,) = lower(record, catalog()).errors
    assert error.node == "m" and "Plug-ins" in error.message
    assert {port.name for port in catalog().kind_of(record, "m").outputs} == {"y"}, "a stand-in keeps the wires"


def test_a_primitive_trains_but_cannot_be_exported(folder: Path, tmp_path: Path, capsys) -> None:
    (folder / "root.py").write_text(ROOT, encoding="utf-8")
    assert cli.run(["plugins", "enable", "root.py"]) == 0
    path = tmp_path / "own.nodegrad"
    path.write_text(project("CubeRoot", "root.py"), encoding="utf-8")
    assert cli.run(["train", str(path), "--out", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert cli.run(["export", str(path), "--to", "numpy"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("CubeRoot 'm' cannot be written in") and said.err.count("\n") == 1


def test_a_changed_file_is_off_until_it_is_confirmed(folder: Path) -> None:
    switches, path = Switches(folder), folder / "mish.py"
    before = sha256(path.read_bytes())
    switches.switch_on("mish.py", before, ["Mish"])
    assert switches.allowed() == [(str(path), before)]
    path.write_text(MISH + "\n# more\n", encoding="utf-8")
    (plugin,) = switches.found()
    assert (plugin.state, plugin.kinds, switches.allowed()) == ("changed", ("Mish",), [])
    with pytest.raises(PluginError, match="changed while it was tried"):
        switches.switch_on("mish.py", before)
    whole = Room(catalog())
    whole.load([(str(path), before)])  # even where somebody names the old content
    assert "was changed" in str(whole.errors["mish.py"]) and not ran()
    path.write_text(MISH, encoding="utf-8")
    assert switches.get("mish.py").state == "on", "the permission is for the content"


@pytest.mark.parametrize("name", ["../mish.py", "plug-ins/mish.py", "/etc/passwd", "mish", "", ".hidden.py", "other.py"])
def test_only_bare_names_of_the_folder_are_plug_ins(folder: Path, name: str) -> None:
    (folder / ".hidden.py").write_text(MISH, encoding="utf-8")
    (folder.parent / "mish.py").write_text(MISH, encoding="utf-8")
    for switch in (lambda: Switches(folder).get(name), lambda: Switches(folder).switch_on(name, sha256(MISH.encode()))):
        with pytest.raises(PluginError, match="there is no plug-in"):
            switch()
    assert Switches(folder).allowed() == []


def test_links_folders_and_large_files_are_barred(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.py").write_text(MISH, encoding="utf-8")
    (folder / "link.py").symlink_to(tmp_path / "outside.py")
    (folder / "folder.py").mkdir()
    (folder / "large.py").write_bytes(b"#" * (2 << 20))
    barred = {each.name: str(each.why) for each in Switches(folder).found() if each.state == "barred"}
    assert set(barred) == {"link.py", "folder.py", "large.py"} and "is a link" in barred["link.py"]
    with pytest.raises(PluginError, match="is a link"):
        Switches(folder).switch_on("link.py", sha256(MISH.encode()))
    switches = Switches(folder)
    switches.switch_on("mish.py", sha256(MISH.encode()))
    (folder / "mish.py").unlink()
    (folder / "mish.py").symlink_to(tmp_path / "outside.py")
    assert switches.allowed() == [], "a file that became a link is barred, whatever it points at"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"nodegrad-plug-ins": 2}', '{"nodegrad-plug-ins": 1, "plug-ins": []}',
             '{"nodegrad-plug-ins": 1, "plug-ins": {"mish.py": true}}',
             '{"nodegrad-plug-ins": 1, "plug-ins": {"mish.py": {"on": 1, "sha256": "", "kinds": []}}}'],
)  # fmt: skip
def test_a_damaged_list_switches_nothing_on(folder: Path, text: str) -> None:
    switches = Switches(folder)
    switches.file.write_text(text, encoding="utf-8")
    assert [each.state for each in switches.found()] == ["off"]
    switches.switch_on("mish.py", switches.get("mish.py").digest, ["Mish"])
    assert Switches(folder).get("mish.py").state == "on"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import os\nos._exit(0)\n", "ended the process"),
        ("import os\nos.kill(os.getpid(), 9)\n", "ended the process"),
        ("x = (\n", "line 1: SyntaxError"),
        ("print('nodegrad-plug-in:{\"kinds\": [\"Fake\"]}')\nraise RuntimeError('no')\n", "line 2: RuntimeError: no"),
        (
            "from engine.plugins import composite\n@composite('Adam')\ndef adam(b, x):\n    return x\n",
            "there is a kind of that name",
        ),
        (
            "from engine.plugins import composite\n@composite('Own', attributes=[])\ndef own(b, x):\n    return x / (1/0)\n",
            "line 4",
        ),
    ],
)
def test_a_trial_says_what_is_wrong(folder: Path, text: str, words: str) -> None:
    path = folder / "own.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PluginError) as caught:
        try_out(path, sha256(path.read_bytes()))
    assert words in str(caught.value) and "own.py" in str(caught.value)


def test_a_trial_that_does_not_end_is_ended(folder: Path) -> None:
    path = folder / "own.py"
    path.write_text("import ctypes\nctypes.pythonapi.PyThreadState_SetAsyncExc = None\nwhile True: pass\n", encoding="utf-8")
    with pytest.raises(PluginError, match="does not come to an end"):
        try_out(path, sha256(path.read_bytes()), limit=3.0)


def test_one_that_fails_leaves_the_others_alone(folder: Path) -> None:
    (folder / "bad.py").write_text("raise RuntimeError('no')\n", encoding="utf-8")
    (folder / "same.py").write_text(MISH, encoding="utf-8")
    switches = Switches(folder)
    for each in switches.found():
        switches.switch_on(each.name, each.digest)
    whole = make_ready()
    assert [kind.name for kind in whole.kinds()] == ["Mish"] and set(whole.errors) == {"bad.py", "same.py"}
    assert "line 1: RuntimeError: no" in str(whole.errors["bad.py"])
    assert "there is a kind of that name" in str(whole.errors["same.py"])
    kind = catalog().get("Mish")
    assert (kind.category, kind.help, kind.options["plugin"]) == ("Activations", "Like ReLU, but smooth.", "mish.py")
    assert catalog().find("mish")[0].name == "Mish"
    switches.switch_off("mish.py")
    assert make_ready().kinds()[0].options["plugin"] == "same.py", "the name is free again"


def test_what_failed_is_not_run_again_until_it_is_changed_or_asked_for(folder: Path) -> None:
    bad, runs = folder / "bad.py", folder / "runs.txt"
    counting = f"with open({str(runs)!r}, 'a') as file: file.write('.')\n"
    bad.write_text(counting + "raise RuntimeError('no')\n", encoding="utf-8")
    whole = Room(catalog())

    def allowed() -> list[tuple[str, str]]:
        return [(str(bad), sha256(bad.read_bytes()))]

    for _ in range(3):
        whole.load(allowed())
    assert runs.read_text() == "." and "line 2: RuntimeError: no" in str(whole.errors["bad.py"])
    whole.load(allowed(), again=True)
    assert runs.read_text() == ".."
    bad.write_text(counting + MISH, encoding="utf-8")
    whole.load(allowed())
    assert runs.read_text() == "..." and not whole.errors and "Mish" in catalog()
    whole.load(allowed(), again=True)
    assert runs.read_text() == "...", "what works is not run again either"
    whole.load(())
    assert "Mish" not in catalog()


def test_the_folder_is_where_qt_says(monkeypatch: pytest.MonkeyPatch) -> None:
    qt = pytest.importorskip("PySide6.QtCore", reason="Qt's core library is missing").QStandardPaths
    monkeypatch.delenv("NODEGRAD_DATA")
    wanted = qt.writableLocation(qt.StandardLocation.GenericDataLocation)
    assert data_folder() == Path(wanted) / "nodegrad"


def test_another_program_sees_the_same_list(folder: Path) -> None:
    command = [sys.executable, "-m", "app", "plugins", "list", "--json"]
    home = {"cwd": Path(__file__).parents[3], "env": {**os.environ, "QT_QPA_PLATFORM": "offscreen"}}
    done = subprocess.run(command, capture_output=True, text=True, check=True, **home)
    rows = json.loads(done.stdout)["plugins"]
    assert [(row["name"], row["state"]) for row in rows] == [("mish.py", "off")] and not ran()
