"""The check of a whole installation: fresh engines, data, import, matching by a real worker, story S1 over HTTP."""
