"""What the extractor promises: claims whose words are in the text, a key that is in nothing else, and an end to every request.

The model is a server on this machine that answers what a test has written down.
"""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import attrs
import pytest

import seedlib
from seedlib import Registry, Settings, Span
from seedlib.components import Context
from seedlib.errors import ComponentError, DeadlineError, UsageError
from seedlib.testing import check_extractor, check_plugin
from seedlib_llm_extractor import KEY_VARIABLE, KEYS, make
from seedlib_llm_extractor.asking import FIRST_PAUSE, LONGEST_PAUSE
from seedlib_llm_extractor.extracting import request_for
from seedlib_llm_extractor.grounding import Passage, ground
from seedlib_llm_extractor.options import options_of
from seedlib_llm_extractor.passages import cut

TEXT = """Rain fell in Marlow. In a letter to the board, Ada Poe, the harbour master, put it plainly: the “east quay”
is lost. Bruno Falk sees no reason to close it 🌧."""

CLAIM = {
    "source": "Ada Poe, the harbour master,",
    "cue": "put it plainly",
    "content": ["the “east quay”\nis lost"],
    "quotation": "indirect",
}

#: The library's own tagger is not asked.
RULES = Settings(language="en", options={"tagger.weights": "none"})

KEY = "sk-not-for-anybody"


def answer(*claims, words=None):
    """Return the body of an answer with these claims, or with other words."""
    content = json.dumps({"claims": claims}) if words is None else words
    return {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}]}


@attrs.define(eq=False)
class Model:
    """An endpoint: answers what is in `script`, one a request, the last again and again; keeps what it was asked."""

    script: list = attrs.field(factory=lambda: [answer(CLAIM)])
    asked: list = attrs.field(factory=list)
    url: str = ""
    slept: list = attrs.field(factory=list)
    lock: threading.Lock = attrs.field(factory=threading.Lock)

    def next(self, headers, body):
        """Keep a request; return what is to be answered: a body, a status with headers, or a function that writes."""
        with self.lock:
            self.asked.append((dict(headers), body))
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def settings(self, **more):
        """Return settings that name this model."""
        chosen = {**RULES.options, **{f"llm:{name}": held for name, held in more.items()}}
        return Settings(language="en", options={"llm:url": f"{self.url}/v1", "llm:model": "stub-1", **chosen})

    def extract(self, text=TEXT, key="", **more):
        """Return what an extractor answers for a text."""
        extractor = make(key, sleep=self.slept.append)
        return list(extractor.extract(seedlib.analyze(text, settings=RULES), Context(settings=self.settings(**more))))


@pytest.fixture
def model(monkeypatch):
    """Return a model that listens on this machine."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    held = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):  # http.server's name
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            given = held.next(self.headers, {"path": self.path, **body})
            if callable(given):
                given(self)
                return
            status, headers, body = given if isinstance(given, tuple) else (200, {}, given)
            words = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(words)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    held.url = f"http://127.0.0.1:{server.server_port}"
    yield held
    server.shutdown()
    server.server_close()
    thread.join()


def claims_of(found):
    """Return source, cue and content of what is found, in words."""
    held = [item for item in found if isinstance(item, seedlib.Claim)]
    return [[" | ".join(TEXT[s.start : s.end] for s in spans) for spans in (claim.source, claim.cue, claim.content)] for claim in held]


def codes(found):
    """Return the codes of the notices, with the number each begins with or has."""
    return [(item.code, item.message) for item in found if isinstance(item, seedlib.Notice)]


# Contract


def test_contracts_hold(model):
    """Unasked it says so; asked, it keeps what an extractor promises, and every record of the plugin its own."""
    registry = Registry.build()
    assert set(check_plugin("llm", registry=registry)) == {"llm:model", *(key.name for key in KEYS)}
    settings = model.settings()
    extractor = make()
    bound = attrs.evolve(extractor, extract=lambda analysis, context: extractor.extract(analysis, attrs.evolve(context, settings=settings)))
    check_extractor(bound, [TEXT, "", "No", "🌧"], registry=registry)


def test_nothing_is_asked_unless_an_endpoint_is_chosen(model):
    """An installed plugin sends nothing anywhere; a notice says what to set."""
    assert codes(seedlib.analyze(TEXT, settings=RULES).notices)[0][0] == "llm:not-chosen"
    assert model.asked == []


# A claim


def test_claims_are_in_the_analysis_with_the_model_as_provenance(model):
    """Through the whole pipeline: speakers are resolved as those of any other claim."""
    registry = Registry.build()
    analysis = seedlib.analyze(TEXT, settings=model.settings(confidence=0.75), registry=registry, strict=True)
    (claim,) = [claim for claim in analysis.claims if claim.provenance[0].component == "llm:model"]
    assert tuple(analysis.quote(claim))[:3] == ("Ada Poe", "put it plainly", "the “east quay”\nis lost")
    assert (claim.confidence, claim.provenance[0].rule, claim.provenance[0].version) == (0.75, "stub-1", "1.0.0")


def test_a_request_has_prompt_schema_text_and_key(model):
    """The text is a message of its own; the key is in a header, and nowhere else."""
    found = model.extract(key=KEY, body={"seed": 7, "temperature": None})
    ((headers, body),) = model.asked
    assert (body["path"], body["model"], body["seed"], "temperature" in body) == ("/v1/chat/completions", "stub-1", 7, False)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["messages"][1]["content"] == TEXT
    assert body["response_format"]["json_schema"]["schema"]["properties"]["claims"]["type"] == "array"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(body) + repr(found) + repr(make(KEY))


def test_the_key_is_read_when_a_registry_is_built(model, monkeypatch):
    """From the environment, once; it is in no line of the results."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry = Registry.build()
    monkeypatch.delenv(KEY_VARIABLE)
    analysis = seedlib.analyze(TEXT, settings=model.settings(), registry=registry)
    assert model.asked[0][0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in seedlib.dumps(analysis, layers=True)


# Grounding


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ["Ada Poe, the harbour master,", "put it plainly", "the “east quay”\nis lost"]),
        ({"content": ['the "east quay" is  lost']}, ["Ada Poe, the harbour master,", "put it plainly", "the “east quay”\nis lost"]),
        ({"source": "", "content": ["east quay", "lost"]}, ["", "put it plainly", "east quay | lost"]),
        ({"source": "Bruno Falk", "cue": "sees", "content": ["close it 🌧."]}, ["Bruno Falk", "sees", "close it 🌧."]),
    ],
    ids=["exact", "quotes and blanks", "pieces", "beyond the first plane"],
)
def test_words_are_found_to_the_letter(model, change, expected):
    """Spans are those of the text, also where the model changed marks and blanks."""
    model.script = [answer({**CLAIM, **change})]
    found = model.extract()
    assert (claims_of(found), codes(found)) == ([expected], [])


@pytest.mark.parametrize(
    "change",
    [
        {"content": ["the west quay is lost"]},
        {"content": ["the “east quay”\nis lost", "for ever"]},
        {"content": ["is lost", "the “east quay”"]},
        {"source": "Ada"[:2]},
        {"source": "the “east quay”"},
        {"cue": "said"},
        {"content": ["THE “EAST QUAY”\nIS LOST"]},
    ],
    ids=["content", "one piece", "order", "half a word", "inside of the content", "cue", "case"],
)
def test_what_is_not_in_the_text_is_left_out_and_counted(model, change):
    """A claim is whole or none; the notice says how many are not."""
    model.script = [answer(CLAIM, {**CLAIM, **change})]
    found = model.extract()
    message = "Of what stub-1 answered 1 were left out: their words are not in the text."
    assert (len(claims_of(found)), codes(found)) == (1, [("llm:ungrounded", message)])


def test_of_several_places_the_nearest_is_taken():
    """Source and cue say which `it is lost` is meant."""
    text = "It is lost, said Ada. Falk disagreed. It is lost, said Bea."
    found = ground(Passage(text, [Span(0, len(text))]), ["It is lost"], "Bea", "said")
    assert (found.content, found.source, found.cue) == ((Span(38, 48),), (Span(55, 58),), (Span(50, 54),))


@pytest.mark.parametrize(
    "odd",
    [
        7,
        {},
        {**CLAIM, "quotation": "loud"},
        {**CLAIM, "content": []},
        {**CLAIM, "content": "is lost"},
        {**CLAIM, "content": [" "]},
        {**CLAIM, "source": " ", "cue": ""},
        {**CLAIM, "source": None},
    ],
)
def test_what_is_no_claim_is_counted(model, odd):
    """A server that knows no schema lets a model answer anything."""
    model.script = [answer(odd)]
    assert [code for code, _ in codes(model.extract())] == ["llm:malformed"]


@pytest.mark.parametrize(
    "odd", [{}, [], {"choices": []}, answer(words="I cannot."), answer(words='{"claims": [{"sou'), answer(words="[1]")]
)
def test_an_answer_that_cannot_be_read_is_counted(model, odd):
    """A refusal, an answer that was cut, another shape."""
    model.script = [odd]
    assert [code for code, _ in codes(model.extract())] == ["llm:no-answer"]


def test_json_in_a_fence_is_read(model):
    """As models write it that are not held to a schema."""
    model.script = [answer(words="```json\n" + json.dumps({"claims": [CLAIM]}) + "\n```")]
    assert len(claims_of(model.extract())) == 1


def test_a_text_s_orders_change_nothing_but_which_words_are_chosen(model):
    """A text that turns the model can get no word into a claim that it does not have."""
    model.script = [answer({**CLAIM, "content": ["Ada Poe is a thief"]})]
    assert claims_of(model.extract()) == []


# Passages


def test_long_texts_are_cut_at_blocks_then_sentences_then_blanks():
    """No word is lost, none stands twice, and boilerplate is not sent."""
    text = "A first block.\n\nIt has one sentence. It has another one.\n\n" + "word " * 30
    analysis = seedlib.analyze(text, settings=RULES)
    passages = list(cut(analysis, Settings(), 50))
    assert [len(passage) for passage in passages][:2] == [1, 1]
    assert all(sum(len(span) for span in passage) <= 50 for passage in passages)
    assert " ".join(text[s.start : s.end] for passage in passages for s in passage).split() == text.split()


def test_each_passage_is_one_request(model):
    """And a claim that two of them bring is one."""
    found = model.extract(f"{TEXT}\n\nAnother block.", passage=len(TEXT))
    assert [body["messages"][1]["content"] for _, body in model.asked] == [TEXT, "Another block."]
    assert (len(claims_of(found)), codes(found)[0][0]) == (1, "llm:ungrounded")


# Requests


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_again(model, status):
    """Each pause is twice the one before, unless the endpoint says how long."""
    model.script = [(status, {}, {}), (status, {}, {}), (status, {"Retry-After": "4"}, {}), answer(CLAIM)]
    assert len(claims_of(model.extract())) == 1
    assert model.slept == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4]


@pytest.mark.parametrize("asked", ["86400", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_no_pause_is_without_an_end(model, asked):
    """A minute at most, whatever the endpoint asks for."""
    model.script = [(429, {"Retry-After": asked}, {}), answer(CLAIM)]
    model.extract()
    assert model.slept[0] in {LONGEST_PAUSE, FIRST_PAUSE}


@pytest.mark.parametrize(("status", "times"), [(401, 1), (404, 1), (400, 1), (503, 4)])
def test_an_endpoint_that_refuses_is_a_failure(model, status, times):
    """It says where and what to do, and not the key; what may not pass is asked once."""
    model.script = [(status, {}, {"error": KEY})]
    with pytest.raises(ComponentError) as raised:
        model.extract(key=KEY)
    assert (len(model.asked), f"status {status}" in str(raised.value), KEY in str(raised.value)) == (times, True, False)


def test_a_failure_takes_nothing_else_down(model):
    """The library's own claims are there, and the failure names the plugin."""
    model.script = [(401, {}, {})]
    analysis = seedlib.analyze("“No,” said Ada Poe.", settings=model.settings(), registry=Registry.build())
    assert ([failure.component for failure in analysis.failures], len(analysis.claims)) == (["llm:model"], 1)


def test_a_redirection_is_not_followed(model):
    """It could carry the key to another machine."""
    model.script = [(307, {"Location": f"{model.url}/elsewhere"}, {}), answer(CLAIM)]
    with pytest.raises(ComponentError, match="307"):
        model.extract(key=KEY)
    assert len(model.asked) == 1


def test_an_endpoint_that_says_nothing_is_left(model):
    """Whether it never begins, or never ends: the time-out is for the whole answer."""
    done = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while not done.wait(0.02):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return

    model.script = [lambda handler: done.wait(5), drip]
    with pytest.raises(ComponentError, match="TimeoutError, 2 times"):
        model.extract(timeout=0.1, retries=1)
    done.set()


def test_an_endpoint_that_is_not_there_is_a_failure(model):
    """The message has the place, without what may be secret in the address."""
    model.url = "http://127.0.0.1:9"
    with pytest.raises(ComponentError, match="ConnectionRefusedError, 4 times") as raised:
        model.extract(url=f"{model.url}/v1?token=secret")
    assert (raised.value.where, "secret" in str(raised.value)) == ("http://127.0.0.1:9/v1/chat/completions", False)


def test_the_document_s_time_ends_requests_too(model):
    """No request outlasts `Settings.time_limit`."""
    context = Context(settings=model.settings(), deadline=time.monotonic() - 1)
    with pytest.raises(DeadlineError):
        list(make().extract(seedlib.analyze(TEXT, settings=RULES), context))
    assert model.asked == []


# Budget


def test_a_budget_ends_requests_and_is_no_failure(model):
    """What was found stays; a notice says how much was not asked."""
    found = model.extract(f"{TEXT}\n\nAnother block.\n\nA third block.", passage=len(TEXT) + 5, requests=1)
    assert (len(model.asked), len(claims_of(found))) == (1, 1)
    assert codes(found)[0][0] == "llm:budget-spent"


def test_characters_are_a_budget_too(model):
    """Those of the whole request, prompt and all."""
    found = model.extract(characters=len(TEXT))
    assert (model.asked, [code for code, _ in codes(found)]) == ([], ["llm:budget-spent"])


def test_requests_that_are_sent_again_count(model):
    """An endpoint that is down does not cost more than the budget."""
    model.script = [(503, {}, {})]
    found = model.extract(requests=2)
    assert (len(model.asked), [code for code, _ in codes(found)]) == (2, ["llm:budget-spent"])


def test_threads_share_one_budget(model):
    """Sixteen documents in eight threads send no more than ten requests."""
    extractor = make()
    analysis = seedlib.analyze(TEXT, settings=RULES)
    context = Context(settings=model.settings(requests=10))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: list(extractor.extract(analysis, context)), range(16)))
    assert (len(model.asked), sum(len(claims_of(items)) for items in found)) == (10, 10)


# Options


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://llm.example/v1/", "https://llm.example/v1/chat/completions"),
        ("http://[::1]:80/v1/chat/completions", "http://[::1]:80/v1/chat/completions"),
        ("https://llm.example/v1?version=2", "https://llm.example/v1/chat/completions?version=2"),
    ],
)
def test_addresses_are_completed(url, expected):
    """With or without the path of the method."""
    assert options_of(Settings(options={"llm:url": url, "llm:model": "m"})).url == expected


@pytest.mark.parametrize(
    "odd",
    [
        {"llm:url": "file:///etc/passwd"},
        {"llm:url": "llm.example"},
        {"llm:url": "http://[::1"},
        {"llm:url": "http://ann:secret@localhost/v1"},
        {"llm:timeout": 0.0},
        {"llm:retries": -1},
        {"llm:confidence": 1.5},
        {"llm:passage": 0},
    ],
)
def test_a_choice_that_cannot_be_meant_is_refused(odd):
    """No other scheme than HTTP's, no number below its least."""
    with pytest.raises(UsageError, match="llm:"):
        options_of(Settings(options={"llm:url": "http://localhost/v1", "llm:model": "m", **odd}))


def test_a_key_does_not_go_over_the_network_for_all_to_read(model):
    """Plain HTTP is for this machine alone."""
    model.url = "http://llm.example"
    with pytest.raises(UsageError, match="encryption"):
        model.extract(key=KEY)


def test_the_prompt_s_example_has_the_schema_s_names():
    """Prompt and schema are two files that say one thing."""
    options = options_of(Settings(options={"llm:url": "http://localhost/v1", "llm:model": "m"}))
    request = request_for("x", options)
    item = request["response_format"]["json_schema"]["schema"]["properties"]["claims"]["items"]
    assert [f"- `{name}`:" in request["messages"][0]["content"] for name in item["properties"]] == [True] * 4
