"""Tests of `seedlib.parsing.feeds`."""
