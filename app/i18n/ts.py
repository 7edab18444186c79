"""Qt Linguist's .ts files: read, merged with what was collected, written in a stable order, compiled to .qm."""

from __future__ import annotations

import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import resources
from app.i18n.collect import Strings

Translations = dict[str, dict[str, str]]  # context → text → translation


def ts_path(language: str) -> Path:
    return resources.path("i18n", f"nodegrad_{language}.ts")


def qm_path(language: str) -> Path:
    return resources.path("i18n", f"nodegrad_{language}.qm")


def read(path: Path) -> Translations:
    """The finished translations of a file; nothing where there is no file."""
    found: Translations = {}
    if not path.exists():
        return found
    for context in ET.parse(path).getroot().iter("context"):
        texts = found.setdefault(context.findtext("name", ""), {})
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and translation.get("type") is None:
                texts[message.findtext("source", "")] = translation.text
    return found


def write(path: Path, language: str, strings: Strings, translations: Translations) -> None:
    """The collected texts with their translations; what has none is marked as unfinished.  What is gone is left out."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for name, texts in strings.items():
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for text, place in texts.items():
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = text
            ET.SubElement(message, "extracomment").text = place
            translation = ET.SubElement(message, "translation")
            translated = translations.get(name, {}).get(text)
            if translated:
                translation.text = translated
            else:
                translation.set("type", "unfinished")
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compile_qm(language: str) -> None:
    """Compile with lrelease, which comes with PySide6 Essentials."""
    tool = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent)) or shutil.which("pyside6-lrelease")
    if tool is None:
        raise FileNotFoundError("pyside6-lrelease is not there; install PySide6-Essentials")
    command = [tool, "-silent", str(ts_path(language)), "-qm", str(qm_path(language))]
    subprocess.run(command, check=True, capture_output=True)


def fields(text: str) -> list[str]:
    """The names in a text's ``{fields}``, sorted."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def faults(strings: Strings, translations: Translations) -> list[str]:
    """What is wrong with a translation, one sentence each."""
    found = []
    for context, texts in strings.items():
        for text, place in texts.items():
            translated = translations.get(context, {}).get(text)
            if not translated:
                found.append(f"{place}: {context}: {text!r} has no translation")
            elif set(fields(text)) != set(fields(translated)):
                found.append(f"{place}: {context}: {translated!r} has other fields than {text!r}")
    return found
