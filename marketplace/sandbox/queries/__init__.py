"""Reads of the sandbox."""
