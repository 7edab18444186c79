"""``python -m app.i18n update`` brings the translation files up to date; ``check`` lists what is missing or wrong."""

from __future__ import annotations

import argparse
import sys

from app.i18n import LANGUAGES, SOURCE, ts
from app.i18n.collect import collect


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m app.i18n", description=__doc__)
    parser.add_argument("task", choices=("update", "check"))
    task = parser.parse_args(arguments).task
    strings = collect()
    faults: list[str] = []
    for language in (code for code, _ in LANGUAGES if code != SOURCE):
        path = ts.ts_path(language)
        translations = ts.read(path)
        if task == "update":
            ts.write(path, language, strings, translations)
            ts.compile_qm(language)
        faults += ts.faults(strings, translations)
    for fault in faults:
        print(fault)
    print(f"{sum(map(len, strings.values()))} texts, {len(faults)} to mend")
    return 0 if task == "update" or not faults else 1


if __name__ == "__main__":
    sys.exit(main())
