"""Fixtures for all areas."""
