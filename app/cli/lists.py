"""``nodegrad examples`` and ``nodegrad devices``: short lists."""

from __future__ import annotations

import dataclasses

from rich.table import Table
from rich.text import Text

from app.cli.options import Json
from app.cli.output import command, out, write_json
from app.project.examples import examples
from app.text import tr, tr_error
from engine.devices import list_devices


def _table() -> Table:
    return Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))


@command
def list_examples(as_json: Json = False) -> None:
    """List the examples."""
    if as_json:
        write_json([{"name": each.name, "title": each.title, "help": each.help} for each in examples()])
        return
    table = _table()
    for each in examples():
        table.add_row(Text(each.name, style="bold", no_wrap=True), Text(tr("Examples", each.help)))
    out().print(table)
    out().print(tr("CLI", "Train one with: nodegrad train NAME"), style="dim", markup=False)


@command
def devices(as_json: Json = False) -> None:
    """List the devices."""
    found = list_devices()
    if as_json:
        write_json([dataclasses.asdict(device) for device in found])
        return
    table = _table()
    for device in found:
        memory = f"{device.memory_bytes / 2**30:.0f} GiB" if device.memory_bytes else ""
        if device.free_bytes:
            memory = tr("CLI", "{memory}, {free:.0f} GiB free", memory=memory, free=device.free_bytes / 2**30)
        table.add_row(
            Text(device.name, style="bold" if device.available else "dim", no_wrap=True),
            Text(device.title, style="default" if device.available else "dim"),
            Text(
                memory if device.available else tr("CLI", "cannot be used: {reason}", reason=tr_error(device.reason)), style="dim"
            ),
        )
    out().print(table)
