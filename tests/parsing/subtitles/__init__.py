"""Tests of `seedlib.parsing.subtitles`."""
