"""Tests of `seedlib.corpus.copies`."""
