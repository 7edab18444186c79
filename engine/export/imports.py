"""The import lines of a generated module, found from the names that its code uses."""

from __future__ import annotations

import ast
import sys

#: The names by which generated code calls modules and what it takes from them, and where they come from.
MODULES: dict[str, str] = {
    "urlretrieve": "from urllib.request import urlretrieve",
    "re": "import re",
    "os": "import os",
    "ndimage": "from scipy import ndimage",
    "itertools": "import itertools",
    "gzip": "import gzip",
    "ImageOps": "from PIL import ImageOps",
    "Image": "from PIL import Image",
    "Counter": "from collections import Counter",
    "F": "import torch.nn.functional as F",
    "Path": "from pathlib import Path",
    "argparse": "import argparse",
    "copy": "import copy",
    "csv": "import csv",
    "json": "import json",
    "math": "import math",
    "nn": "from torch import nn",
    "np": "import numpy as np",
    "pl": "import polars as pl",
    "sparse": "from scipy import sparse",
    "special": "from scipy import special",
    "torch": "import torch",
    "fetch_california_housing": "from sklearn.datasets import fetch_california_housing",
    "CountVectorizer": "from sklearn.feature_extraction.text import CountVectorizer",
    "TfidfTransformer": "from sklearn.feature_extraction.text import TfidfTransformer",
    "load_breast_cancer": "from sklearn.datasets import load_breast_cancer",
    "load_diabetes": "from sklearn.datasets import load_diabetes",
    "load_digits": "from sklearn.datasets import load_digits",
    "load_iris": "from sklearn.datasets import load_iris",
    "load_wine": "from sklearn.datasets import load_wine",
    "make_blobs": "from sklearn.datasets import make_blobs",
    "make_circles": "from sklearn.datasets import make_circles",
    "make_moons": "from sklearn.datasets import make_moons",
    "train_test_split": "from sklearn.model_selection import train_test_split",
}


def with_imports(docstring: str, code: str) -> str:
    """The whole module: docstring, imports in two blocks (Python's own, then installed ones), code."""
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    lines = _merged({MODULES[name] for name in used if name in MODULES})
    own = sorted((line for line in lines if _package(line) in sys.stdlib_module_names), key=_order)
    installed = sorted((line for line in lines if _package(line) not in sys.stdlib_module_names), key=_order)
    blocks = ["\n".join(block) for block in (own, installed) if block]
    head = "\n\n".join([docstring] * bool(docstring) + blocks)
    gap = "\n\n\n" if code.lstrip().startswith(("def ", "class ", "@")) else "\n\n"
    return (head + gap if head else "") + code.rstrip("\n") + "\n"


def _merged(lines: set[str]) -> set[str]:
    """The same imports, what comes from one module on one line."""
    found: dict[str, list[str]] = {}
    for line in lines:
        head, _, name = line.partition(" import ") if line.startswith("from ") else (line, "", "")
        found.setdefault(head, []).append(name)
    return {f"{head} import {', '.join(sorted(names))}" if any(names) else head for head, names in found.items()}


def _package(line: str) -> str:
    return line.split()[1].partition(".")[0]


def _order(line: str) -> tuple[bool, str]:
    """Plain imports before those of names, each by module, as isort puts them."""
    return line.startswith("from"), line.split()[1]
