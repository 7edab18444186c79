"""A test kit that ships with the engine: draw sample inputs, interpret a graph plainly, check gradients, compare with others.

Each module is imported by itself; ``strategies`` needs hypothesis and ``parity`` needs PyTorch.
"""
