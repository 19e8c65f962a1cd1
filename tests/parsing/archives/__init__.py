"""Tests of `seedlib.parsing.archives`."""
