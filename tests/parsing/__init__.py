"""Tests of `seedlib.parsing`."""
