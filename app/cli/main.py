"""The command ``nodegrad``: its parser, and what happens to errors.

Exit codes: 0 all went well; 1 the document or the request is wrong (one sentence on standard error); 2 the command line was
not understood; 130 stopped by Ctrl+C.  What nobody expected is logged whole and told in one sentence, with code 1.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_USAGE, complain, log_path, write_anything, write_json
from app.text import sentence, tr

#: Commands that may open a window, which makes the Qt application by itself.
_WITH_WINDOW = frozenset({"demo", "open"})
_application: list[object] = []  # kept for as long as the process lives


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code."""
    write_anything()
    if not arguments or arguments[0] not in _WITH_WINDOW or "--help" in arguments:
        if arguments:
            speak()
        else:
            from app.cli.studio import open_studio

            return open_studio(())
    try:
        if "--json" in arguments:
            return _run_for_machines(arguments)
        build()(list(arguments), prog_name="nodegrad")
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else EXIT_ERROR
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Exception as error:
        log = _log(error)
        complain(
            tr(
                "CLI",
                "something went wrong inside Nodegrad ({error}); the log is {file}",
                error=f"{type(error).__name__}: {error}",
                file=log,
            )
        )
        return EXIT_ERROR
    return 0


def _run_for_machines(arguments: Sequence[str]) -> int:
    """As ``run`` does, but a command line that was not understood is said in the JSON object too."""
    try:
        code = build()(list(arguments), prog_name="nodegrad", standalone_mode=False)
    except Exception as error:
        if not hasattr(error, "format_message"):  # typer brings its own click, so its errors are known by what they can do
            raise
        write_json({"error": sentence(error.format_message())})
        complain(error.format_message())
        return int(getattr(error, "exit_code", EXIT_USAGE))
    return code if isinstance(code, int) else 0


def speak() -> None:
    """Speak the system's language; needs a Qt application, but no display."""
    try:
        from PySide6.QtCore import QCoreApplication, qInstallMessageHandler

        from app.i18n import Languages
    except ImportError:  # Qt's system libraries are missing; English then
        return
    if not _application:
        before = qInstallMessageHandler(lambda *message: None)  # a locale that is not installed is no news to the user
        application = QCoreApplication.instance() or QCoreApplication([])
        qInstallMessageHandler(before)
        languages = Languages(application)
        languages.install("system")
        _application.extend((application, languages))


def build() -> typer.Typer:
    """The parser, with its help in the language that is spoken (so commands are imported after that is known)."""
    from typer import rich_utils

    from app.cli import check, export, lists, plugins, studio, train

    rich_utils.OPTIONS_PANEL_TITLE = tr("CLI", "Options")
    rich_utils.COMMANDS_PANEL_TITLE = tr("CLI", "Commands")
    rich_utils.ARGUMENTS_PANEL_TITLE = tr("CLI", "Arguments")
    parser = typer.Typer(
        name="nodegrad",
        help=tr("CLI", "Neural networks drawn as graphs. Without a command, the studio opens on its start page."),
        epilog=tr("CLI", "Exit codes: 0 done, 1 the document or request is wrong, 2 usage, 130 stopped by Ctrl+C."),
        add_completion=False,
        pretty_exceptions_enable=False,
        no_args_is_help=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    parser.callback(invoke_without_command=True)(_root)
    add = parser.command
    add("demo", help=tr("CLI", "Open the digits example and train it live; without a display, train it here."))(studio.demo)
    add("open", help=tr("CLI", "Open documents in the studio."))(studio.open_files)
    add("train", help=tr("CLI", "Train an example or a project file, and write its curves."))(train.train)
    add("check", help=tr("CLI", "Say what is wrong with a document; exit code 1 where there are errors."))(check.check)
    add("export", help=tr("CLI", "Write a document as a Python script that needs nothing of Nodegrad."))(export.export)
    add("examples", help=tr("CLI", "List the examples that ship."))(lists.list_examples)
    add("devices", help=tr("CLI", "List the devices of this machine, and what keeps some from being used."))(lists.devices)
    kinds = typer.Typer(no_args_is_help=True, help=tr("CLI", "List plug-ins and switch them on and off; none runs before."))
    kinds.command("list", help=tr("CLI", "List the files in the plug-in folder, and which are on."))(plugins.list_plugins)
    kinds.command("enable", help=tr("CLI", "Let a plug-in run, as it is now."))(plugins.enable)
    kinds.command("disable", help=tr("CLI", "Let a plug-in run no more."))(plugins.disable)
    parser.add_typer(kinds, name="plugins")
    return parser


# The annotation is read when the parser is built, so that its help is in the language that is spoken by then.
def _root(
    version: Annotated[bool, typer.Option("--version", help=tr("CLI", "Show the version and leave."), is_eager=True)] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed

        typer.echo(installed("nodegrad"))
        raise typer.Exit


def _log(error: BaseException) -> Path:
    path = log_path()
    logger = logging.getLogger("nodegrad.cli")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=1 << 20, backupCount=1, encoding="utf-8")
    except OSError:
        return path
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False
    logger.error("nodegrad %s", " ".join(sys.argv[1:]), exc_info=error)
    logger.removeHandler(handler)
    handler.close()
    return path
