"""The compiled step: the NumPy plan's program as machine code, over the same memory.

``schedule`` puts the ops of a laid-out program into loops and products; ``source`` writes them as a module for numba; ``pieces``
takes it apart, ``translate`` and ``native`` make machine code of each piece, which ``cache`` keeps and ``load`` brings together;
``plan`` lets the NumPy plan begin and hands over to the compiled step between two steps.
"""
