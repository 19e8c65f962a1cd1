"""Training: what made the tagger's weights. It needs the extra `train`; nothing else of the library imports it.

Run it as a program: `python -m seedlib.training train CONFIGURATION`, and `… evaluate`.
"""

__all__: list[str] = []
