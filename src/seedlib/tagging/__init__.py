"""Tagging: one pass of a learned network over a text; labels for words, and links between them.

Rules:

- Text goes in by windows of whole paragraphs, so that nothing is cut off or skipped (`windows`).
- A window is read alone: what is found in a document never depends on its neighbours.
- The network answers scores only; what they mean is decided here (`decoding`), in code that can be read.
"""

__all__: list[str] = []
