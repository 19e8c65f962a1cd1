"""Tests of `seedlib.parsing.pdf`."""
