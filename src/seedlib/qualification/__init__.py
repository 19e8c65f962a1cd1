"""Qualification: what act a claim is, how firm, whether denied, under which condition, to whom and when; and the author's own claims.

Rules:

- `claims` finds the author's own claims; `propose` says how every claim is put, the author's too.
- `core.qualify` is the one function for both, and for any other stretch that `seedlib.qualify` is asked about.
- Spans of others' claims are never changed; every proposal names its rule and its evidence.
- Nothing of a language stands in code: modals, negations, hedges, conditions and the rest are lexicons.
"""

from seedlib.components import Qualifier
from seedlib.qualification.author import author_claims
from seedlib.qualification.proposals import propose
from seedlib.qualification.times import CONTENT_TIME

__all__ = ["ATTRIBUTE_KEYS", "QUALIFIERS"]

#: What this stage supplies.
QUALIFIERS = (Qualifier(name="rules", claims=author_claims, propose=propose),)

#: What is said of claims beside their fields.
ATTRIBUTE_KEYS = (CONTENT_TIME,)
