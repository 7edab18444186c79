"""``nodegrad plugins``: which plug-ins there are, and the user's word on which may run."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from app.cli.options import Json
from app.cli.output import command, out, tell, write_json
from app.places import plugin_folder
from app.plugins.switches import Plugin, Switches
from app.plugins.trial import try_out
from app.text import tr, tr_error

Name = Annotated[str, typer.Argument(help=tr("CLI", "The file's name in the plug-in folder, such as mish.py."))]


def _words(plugin: Plugin) -> str:
    if plugin.why is not None:
        return tr_error(plugin.why.template, plugin.why.params)
    words = {
        "on": tr("Plugins", "on"),
        "off": tr("Plugins", "off"),
        "changed": tr("Plugins", "changed since it was switched on; off until it is switched on again"),
    }
    return words[plugin.state]


@command
def list_plugins(as_json: Json = False) -> None:
    """List the plug-ins."""
    switches = Switches(plugin_folder())
    found = switches.found()
    if as_json:
        rows = [
            {**dataclasses.asdict(each), "path": str(each.path), "why": str(each.why) if each.why else None} for each in found
        ]
        write_json({"folder": str(switches.folder), "plugins": rows})
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for each in found:
        table.add_row(
            Text(each.name, style="bold" if each.state == "on" else "dim", no_wrap=True), Text(_words(each)),
            Text(", ".join(each.kinds), style="dim"),
        )  # fmt: skip
    out().print(table)
    if not found:
        out().print(tr("CLI", "There are no plug-ins yet."), markup=False)
    out().print(tr("CLI", "Python files in {folder} are plug-ins.", folder=switches.folder), style="dim", markup=False)


@command
def enable(name: Name) -> None:
    """Let a plug-in run: it is tried in a process of its own first."""
    switches = Switches(plugin_folder())
    plugin = switches.get(name)
    if plugin.why is not None:
        raise plugin.why
    kinds = try_out(plugin.path, plugin.digest)
    switches.switch_on(name, plugin.digest, kinds)
    tell(tr("CLI", "'{file}' is on: its code runs whenever Nodegrad does. It has {kinds}.", file=name, kinds=", ".join(kinds)))


@command
def disable(name: Name) -> None:
    """Let a plug-in run no more."""
    switches = Switches(plugin_folder())
    switches.switch_off(switches.get(name).name)
    tell(tr("CLI", "'{file}' is off.", file=name))
