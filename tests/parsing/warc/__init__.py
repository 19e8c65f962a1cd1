"""Tests of `seedlib.parsing.warc`."""
