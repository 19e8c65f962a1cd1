"""Tests of `seedlib.parsing.mail`."""
