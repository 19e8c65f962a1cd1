"""An extractor for seedlib that asks a language model, behind an OpenAI-compatible endpoint, who says what.

- Nothing is asked until `llm:url` and `llm:model` are set; texts go to that address and nowhere else.
- What the model answers is no claim until its words are found in the text (`grounding`); the others are left out and counted.
- The endpoint's key is read from the environment when a registry is built, and stands in no setting, result or message.
"""

import os

import seedlib
from seedlib_llm_extractor.extracting import make
from seedlib_llm_extractor.options import KEYS

__all__ = ["KEYS", "KEY_VARIABLE", "make", "seedlib_attribute_keys", "seedlib_extractors"]

#: The environment variable that holds the endpoint's key.
KEY_VARIABLE = "SEEDLIB_LLM_KEY"


@seedlib.hookimpl
def seedlib_extractors():
    """Supply the extractor, with the key that the environment has now."""
    return [make(os.environ.get(KEY_VARIABLE, ""))]


@seedlib.hookimpl
def seedlib_attribute_keys():
    """Supply the names of the user's choices."""
    return KEYS
