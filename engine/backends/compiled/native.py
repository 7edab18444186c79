"""LLVM at work: optimizes a translated module to machine code, and brings parts of machine code together in this process.

The only module that a process needs to run steps that were compiled before; numba is not loaded for that.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

#: Functions of the system's library for numbers that machine code may call, by what is added for float32.
_MATH = ("log", "exp", "sin", "cos", "pow", "expm1", "log1p", "tanh", "erf", "fma")


@cache
def _llvm() -> Any:
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    library = ctypes.CDLL("ucrtbase" if sys.platform == "win32" else ctypes.util.find_library("m"))
    for name in (base + end for base in _MATH for end in ("", "f")):
        if (function := getattr(library, name, None)) is not None:
            llvm.add_symbol(name, ctypes.cast(function, ctypes.c_void_p).value)
    return llvm


def processor() -> tuple[str, str]:
    """The processor that is compiled for, and what it can do."""
    llvm = _llvm()
    name = os.environ.get("NUMBA_CPU_NAME") or llvm.get_host_cpu_name()
    return name, "" if os.environ.get("NUMBA_CPU_NAME") else llvm.get_host_cpu_features().flatten()


def _machine() -> Any:
    """The target, with addresses of any distance: what is brought together may lie anywhere."""
    llvm = _llvm()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    name, features = processor()
    reloc = "static" if target.name.startswith("x86") else "default"
    return target.create_target_machine(cpu=name, features=features, opt=3, reloc=reloc, codemodel="jitdefault", jit=True)


def machine_code(text: str) -> bytes:
    """The object file of a module in LLVM's language."""
    llvm = _llvm()
    machine = _machine()
    module = llvm.parse_assembly(text)
    module.triple, module.data_layout = llvm.get_process_triple(), str(machine.target_data)
    module.verify()
    tuning = llvm.create_pipeline_tuning_options(speed_level=3)
    tuning.loop_vectorization, tuning.slp_vectorization = True, False
    builder = llvm.create_pass_builder(machine, tuning)
    builder.getModulePassManager().run(module, builder)
    return bytes(machine.emit_object(module))


class Linked:
    """Pieces of machine code that call each other; they stay as long as this does."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        llvm = _llvm()
        self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine())
        for part in parts:
            self._engine.add_object_file(llvm.ObjectFileRef.from_data(part))
        self._engine.finalize_object()

    def address(self, symbol: str) -> int:
        found = int(self._engine.get_function_address(symbol))
        if not found:
            raise LookupError(symbol)
        return found
