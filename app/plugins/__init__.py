"""Plug-ins: files of the user that add kinds, each off until it is switched on."""
