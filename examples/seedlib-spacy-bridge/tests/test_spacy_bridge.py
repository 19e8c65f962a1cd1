"""What the component promises: the very words in groups of spans, a way back from each, and what survives where.

The pipelines are blank ones, so nothing is downloaded; texts are read by rules alone.
"""

import pickle
from importlib.metadata import entry_points

import pytest

import seedlib
from seedlib import Actor, Analysis, Claim, Document, Mention, Span, TextProblem
from seedlib.components import TextCheck
from seedlib.errors import ModelError, SeedlibError, UsageError

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install spacy")
bridge = pytest.importorskip("seedlib_spacy_bridge")

from spacy import tokens  # noqa: E402  # spaCy may be absent

TEXT = """🌧 Ada Poe, the minister of trade, warned that the the e\u0301lan could go if talks fail.

“The harbour stays open,” said Bruno Falk. Ms Poe denied that talks had failed."""

#: The library's own tagger is not asked.
RULES = {"options": {"tagger.weights": "none"}}


def pipeline(language="en", **config):
    """Return a blank pipeline with the component."""
    nlp = spacy.blank(language)
    nlp.add_pipe("seedlib", config={"settings": RULES, **config})
    return nlp


@pytest.fixture(scope="module")
def nlp():
    """Return a pipeline that no test changes."""
    return pipeline()


@pytest.fixture(scope="module")
def doc(nlp):
    """Return the sample as a pipeline gives it."""
    return nlp(TEXT)


def words(group):
    """Return the words and labels of a group."""
    return [(span.text, span.label_) for span in group]


def found(text, *, content, problems=()):
    """Return an analysis of a text with one claim of these words."""
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in content]
    return Analysis(document=Document(text=text), claims=[Claim(content=spans)], problems=problems)


# Groups


def test_each_group_has_the_very_words(doc):
    """Offsets are code points, beyond the first plane and with combining marks too; labels say what a span is."""
    assert {name: words(group) for name, group in doc.spans.items()} == {
        "claims": [
            ("that the the e\u0301lan could go if talks fail", "warning"),
            ("“The harbour stays open,”", "statement"),
            ("that talks had failed", "denial"),
        ],
        "sources": [("Ada Poe, the minister of trade,", "source"), ("Bruno Falk", "source"), ("Ms Poe", "source")],
        "cues": [("warned", "cue"), ("said", "cue"), ("denied", "cue")],
        "arguments": [("if talks fail", "condition"), ("could", "modality")],
        "actors": [("Ada Poe", "person"), ("the minister", "person"), ("Bruno Falk", "person"), ("Poe", "person")],
        "problems": [("the the", "doubled-word")],
    }
    assert tuple(doc.spans) == bridge.GROUPS


def test_the_analysis_is_that_of_the_text(doc):
    """Nothing is lost on the way: `doc._.seedlib` is what `seedlib.analyze` gives."""
    assert doc._.seedlib == seedlib.analyze(TEXT, settings=seedlib.Settings(language="en", **RULES))


def test_a_span_leads_to_its_claim_and_actor(doc):
    """A piece of a claim to the claim, a mention to its actor, a source to who speaks."""
    claim = doc._.seedlib.claims[0]
    assert {doc.spans[group][0]._.claim for group in ("claims", "sources", "cues", "arguments")} == {claim}
    ada = doc._.seedlib.actor("doc:ada-poe")
    assert [doc.spans[group][-1]._.actor for group in ("actors", "sources")] == [ada, ada]
    assert [(held._.claim, held._.actor) for held in (doc[1:3], doc.spans["problems"][0])] == [(None, None)] * 2


def test_a_claim_of_two_speakers_names_neither(nlp):
    """A knowledge base's id is one; who they are is in the claim."""
    actors = [Actor(id=f"doc:{name}", name=name, kind="person") for name in ("ann", "bob")]
    mentions = [Mention(span=Span(0, 3), actor="doc:ann"), Mention(span=Span(8, 11), actor="doc:bob")]
    claim = Claim(source=[Span(0, 11)], content=[Span(17, 19)], speakers=["doc:ann", "doc:bob"])
    analysis = Analysis(document=Document(text="Ann and Bob said no."), actors=actors, mentions=mentions, claims=[claim])
    doc = bridge.annotate(nlp.make_doc("Ann and Bob said no."), analysis)
    (source,) = doc.spans["sources"]
    assert (source.kb_id_, source._.actor, source._.claim.speakers) == ("", None, ("doc:ann", "doc:bob"))
    assert [span._.actor.name for span in doc.spans["actors"]] == ["ann", "bob"]


@pytest.mark.parametrize("text", ["", " \n\n ", "🌧", "\ufeff", "Rain fell."])
def test_a_text_without_claims_has_empty_groups(nlp, text):
    """No key is missing, whatever the text."""
    doc = nlp(text)
    assert [(name, len(doc.spans[name]), doc.spans[name].attrs) for name in bridge.GROUPS] == [
        (name, 0, {"exact": []}) for name in bridge.GROUPS
    ]


def test_a_byte_order_mark_moves_nothing(nlp):
    """It is a token to spaCy and no text to seedlib."""
    doc = nlp(f"\ufeff{TEXT}")
    assert (doc.text[0], doc._.seedlib.document.text) == ("\ufeff", TEXT)
    assert words(doc.spans["cues"]) == [("warned", "cue"), ("said", "cue"), ("denied", "cue")]
    assert [doc.text[start:end] for start, end in doc.spans["cues"].attrs["exact"]] == ["warned", "said", "denied"]


# Borders of tokens


@pytest.mark.parametrize(
    ("mode", "content", "expected"),
    [
        ("expand", ["slo-back"], [("Oslo-backed", "slo-back")]),
        ("expand", ["Oslo", "backed banks"], [("Oslo-backed", "Oslo"), ("Oslo-backed banks", "backed banks")]),
        ("expand", [" banks "], [("banks", " banks ")]),
        ("contract", ["backed banks"], [("banks", "backed banks")]),
        ("contract", ["slo-back", "shut"], [("shut", "shut")]),
        ("strict", ["backed banks", "shut"], [("shut", "shut")]),
    ],
)
def test_a_span_that_cuts_a_token(mode, content, expected):
    """It grows to the token's borders, or as the mode says; the exact place stands beside it, and in the analysis."""
    tokenize = spacy.tokenizer.Tokenizer(spacy.vocab.Vocab())  # at spaces alone
    text = "Oslo-backed banks shut ."
    doc = bridge.annotate(tokenize(text), found(text, content=content), alignment_mode=mode)
    group = doc.spans["claims"]
    assert [(span.text, text[start:end]) for span, (start, end) in zip(group, group.attrs["exact"], strict=True)] == expected
    assert doc._.seedlib.text_of(doc._.seedlib.claims[0].content) == " … ".join(content)


def test_what_meets_no_token_is_left_out_and_stays_in_the_analysis(nlp):
    """A problem with the space behind a word has no token; one without a place has no span."""
    problems = [TextProblem(kind="stray-space", span=Span(4, 5)), TextProblem(kind="encoding-conflict")]
    doc = bridge.annotate(nlp.make_doc("Rain fell ."), found("Rain fell .", content=["Rain"], problems=problems))
    assert (words(doc.spans["problems"]), len(doc._.seedlib.problems)) == ([], 2)


def test_an_analysis_of_another_text_is_refused(nlp):
    """Its offsets would point at other words."""
    with pytest.raises(UsageError, match="found a Doc of 10 characters and an analysis of 11, expected one text"):
        bridge.annotate(nlp.make_doc("Rain fell."), found("Rain fell .", content=["Rain"]))


def test_a_file_that_seedlib_read_becomes_a_doc(nlp):
    """Title, date and site are in the analysis, and the groups are the same."""
    analysis = seedlib.read(TEXT.encode(), settings=seedlib.Settings(language="en", **RULES))
    doc = bridge.annotate(nlp.make_doc(analysis.document.text), analysis)
    assert doc._.seedlib == analysis
    assert words(doc.spans["cues"]) == [("warned", "cue"), ("said", "cue"), ("denied", "cue")]


# Saved and sent


def alike(one, other):
    """Return whether two docs have the same groups: places, labels, ids, and exact places."""
    seen = [
        {
            name: ([(span.start, span.end, span.label_, span.id_, span.kb_id_) for span in group], group.attrs)
            for name, group in doc.spans.items()
        }
        for doc in (one, other)
    ]
    return seen[0] == seen[1]


def test_bytes_keep_everything(doc):
    """`Doc.to_bytes` has the groups and the analysis; without user data it has the groups."""
    whole = tokens.Doc(spacy.vocab.Vocab()).from_bytes(doc.to_bytes())
    assert (alike(whole, doc), whole._.seedlib) == (True, doc._.seedlib)
    assert whole.spans["claims"][0]._.claim == doc._.seedlib.claims[0]
    bare = tokens.Doc(spacy.vocab.Vocab()).from_bytes(doc.to_bytes(exclude=["user_data"]))
    assert (alike(bare, doc), bare._.seedlib, bare.spans["claims"][0]._.claim) == (True, None, None)


@pytest.mark.parametrize("kept", [True, False])
def test_a_docbin_keeps_the_groups_and_if_asked_the_analysis(doc, kept):
    """Ids of claims and actors are kept either way, for tables of one's own."""
    written = tokens.DocBin(docs=[doc], store_user_data=kept).to_bytes()
    (back,) = tokens.DocBin().from_bytes(written).get_docs(spacy.vocab.Vocab())
    assert (alike(back, doc), back._.seedlib) == (True, doc._.seedlib if kept else None)


@pytest.mark.filterwarnings("ignore:.*W101")  # spaCy says that the analyses do not come along
def test_a_part_or_a_sum_of_docs_has_no_analysis(doc):
    """What was found in one text does not hold for another."""
    both = tokens.Doc.from_docs([doc, doc])
    assert (both._.seedlib, len(both.spans["claims"])) == (None, 6)
    assert doc[:8].as_doc(copy_user_data=True)._.seedlib is None


def test_many_texts_and_two_processes_give_the_same(nlp, doc):
    """The component is pickled where processes are spawned; docs come back whole, in order."""
    component = nlp.get_pipe("seedlib")
    assert pickle.loads(pickle.dumps(component)) == component  # noqa: S301  # our own
    texts = [TEXT, "Rain fell.", TEXT]
    for processes in (1, 2):
        docs = list(nlp.pipe(texts, n_process=processes, batch_size=1))
        assert [one.text for one in docs] == texts
        assert [alike(one, doc) for one in docs] == [True, False, True]
        assert [one._.seedlib == doc._.seedlib for one in docs] == [True, False, True]


def test_a_pipeline_keeps_its_settings(tmp_path):
    """They stand in `config.cfg`; whoever loads the folder has them."""
    settings = {"author_claims": "none", "blocks": ["paragraph"], "time_limit": 30.0, **RULES}
    nlp = pipeline(prefix="seedlib_", settings=settings, alignment_mode="contract", strict=True)
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.get_pipe("seedlib") == nlp.get_pipe("seedlib")
    assert set(loaded(TEXT).spans) == {f"seedlib_{name}" for name in bridge.GROUPS}


# Settings and failures


@pytest.mark.parametrize(
    ("language", "chosen", "expected"), [("en", {}, "en"), ("de", {}, "de"), ("xx", {}, None), ("xx", {"language": "en-GB"}, "en-GB")]
)
def test_the_language_is_the_pipeline_s(language, chosen, expected):
    """Unless the settings say another; a pipeline for many languages lets seedlib look."""
    assert pipeline(language, settings={**RULES, **chosen}).get_pipe("seedlib").settings.language == expected


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ({"settings": {"author_claims": "perhaps"}}, ModelError),
        ({"settings": {"no_such": 1}}, TypeError),
        ({"alignment_mode": "about"}, ValueError),
    ],
)
def test_a_wrong_setting_is_refused_when_the_pipeline_is_made(config, error):
    """Not at the first text."""
    with pytest.raises(error):
        pipeline(**config)


class Broken:
    """A plugin whose check fails on every text."""

    @staticmethod
    @seedlib.hookimpl
    def seedlib_text_checks():
        def check(analysis, context):
            raise RuntimeError("the list is not there")

        return [TextCheck(name="to-come", check=check)]


@pytest.fixture(scope="module")
def broken():
    """Return a registry with a plugin that fails."""
    return seedlib.Registry.build(plugins=[("acme", Broken)], entry_points=False)


def test_a_part_that_fails_is_in_the_analysis(broken):
    """The document goes on, as everywhere in seedlib."""
    nlp = pipeline()
    nlp.get_pipe("seedlib").registry = broken
    doc = nlp(TEXT)
    assert ([failure.component for failure in doc._.seedlib.failures], len(doc.spans["claims"])) == (["acme:to-come"], 3)


def test_strict_failures_go_to_spacy_s_error_handler(broken):
    """Without one they are raised; with one the other texts go on."""
    nlp = pipeline(strict=True)
    nlp.get_pipe("seedlib").registry = broken
    with pytest.raises(SeedlibError, match="the list is not there"):
        nlp(TEXT)
    seen = []
    nlp.set_error_handler(lambda name, component, docs, error: seen.append((name, len(docs), type(error).__name__)))
    assert (list(nlp.pipe(["Rain fell.", TEXT])), seen) == ([], [("seedlib", 1, "ComponentError")] * 2)


def test_an_attribute_of_somebody_else_is_not_taken():
    """An error of spaCy's says so, and how to make room."""
    held = tokens.Span.remove_extension("claim")
    tokens.Span.set_extension("claim", default=None)
    try:
        with pytest.raises(ValueError, match="claim"):
            bridge.register()
    finally:
        tokens.Span.remove_extension("claim")
        tokens.Span.set_extension("claim", getter=held[2])
    bridge.register()  # one's own is no clash


def test_spacy_finds_the_component_by_its_name(nlp):
    """Installed is enough: nobody has to import the package; and spaCy finds nothing amiss with what it says of itself."""
    (point,) = (point for point in entry_points(group="spacy_factories") if point.name == "seedlib")
    assert point.load() is bridge.make
    assert nlp.analyze_pipes()["problems"] == {"seedlib": []}
