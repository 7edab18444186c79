"""Backends: each makes plans out of programs, from a table with one row an op."""

from __future__ import annotations

from engine.backends.base import Backend


def backend_for(device: str) -> Backend:
    """The backend that runs plans on the device of that name, which must be one that can be used."""
    if device == "cpu":
        from engine.backends.numpy.runner import NumpyBackend

        return NumpyBackend()
    from engine.backends.torch.backend import TorchBackend  # loads PyTorch

    return TorchBackend(device)
