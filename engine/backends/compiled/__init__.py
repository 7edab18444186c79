"""The compiled step: the NumPy plan's program as one function of machine code, over the same memory.

``schedule`` puts the ops of a laid-out program into loops and products; ``source`` writes them as a module for numba; ``cache``
keeps what was compiled; ``plan`` lets the NumPy plan begin and hands over to the compiled step between two steps.
"""
