"""Options that several commands share.  Imported with the commands, when the language of their help is known."""

from __future__ import annotations

from typing import Annotated

import typer

from app.text import tr

Json = Annotated[bool, typer.Option("--json", help=tr("CLI", "Write one JSON object and nothing else."))]
