"""The PyTorch backend: the same programs on ``cpu:torch``, ``cuda:N`` and ``mps``.

The gradients are the engine's own, so PyTorch's are switched off throughout.  One row an op says which PyTorch function it is;
the runner keeps variables on the device, moves a batch there in one transfer, and replays the step as a CUDA graph where it can.
"""
