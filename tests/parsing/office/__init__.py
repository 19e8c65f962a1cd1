"""Tests of `seedlib.parsing.office`."""
