"""Backends: each makes plans out of programs, from a table with one row an op."""
