"""The fees through the API."""
