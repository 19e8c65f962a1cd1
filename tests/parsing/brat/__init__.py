"""Tests of `seedlib.parsing.brat`."""
