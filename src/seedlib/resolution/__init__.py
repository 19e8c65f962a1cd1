"""Resolution: who the actors are, which mentions mean them, and who speaks.

Rules:

- An actor has one group of mentions: those of one canonical id, of one full name and its short forms, of names that the text explains.
- A short name that fits several full names goes to whom the text is about, with a lower confidence.
- Whom pronouns and nominals mean is chosen by weighed evidence; where no choice is sure a pronoun means nobody, and a nominal an actor of
  its own.
- Roles and countries are read from the words beside a name: `South Korean President Yoon`, `Putin, the president of Russia`.
- The speakers of a claim are the actors that its source's head means; a pronoun that means nobody has none.
- What is unknown stays unknown: no actor, no country and no speaker is guessed from the world at large.
"""

from __future__ import annotations

from seedlib.components import Resolver
from seedlib.resolution.rules import resolve

__all__ = ["RESOLVERS"]

#: What this stage supplies.
RESOLVERS = (Resolver(name="rules", resolve=resolve),)
