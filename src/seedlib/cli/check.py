"""`seedlib check`: whether what is found in samples is what a careful reader expects, as files beside them say."""

from __future__ import annotations

import argparse
from typing import Any

__all__ = ["add"]


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser("check", help="compare what is found with what is expected")
    parser.add_argument("folders", nargs="+", metavar="DIR")
    parser.add_argument("--update", action="store_true")
