"""What the plugin promises: its contract, its labels and links, and that it joins or replaces other taggers.

The pipelines are blank ones with rules, so nothing is downloaded. Where spaCy is absent only its absence is tested.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path

import attrs
import pytest

import seedlib
import seedlib_spacy_tagger as plugin
from seedlib import Attributes, Label, Link, Settings, Span
from seedlib.components import Tagger
from seedlib.errors import DeadlineError, UsageError
from seedlib.testing import check_attribute_key, check_plugin, check_tagger

TEXT = "🌧 Rain fell. Omagbe Tsoro of the Brindle Board said e\u0301lan boats stay in Quarrymouth.\n\nNobody asked Omagbe Tsoro why."

#: What a pipeline's rules look for: entities, and the spans of attributions.
ENTITIES = [("PERSON", "Omagbe Tsoro"), ("ORG", "Brindle Board"), ("GPE", "Quarrymouth"), ("DATE", "Rain")]
SPANS = [("source", "Omagbe Tsoro"), ("cue", "said"), ("content", "e\u0301lan boats stay in Quarrymouth"), ("weather", "Rain")]


@pytest.fixture(scope="module")
def spacy():
    """Return spaCy; the test skips where it is absent."""
    return pytest.importorskip("spacy", reason="spaCy is not installed: pip install spacy")


@pytest.fixture
def saved(spacy, tmp_path):
    """Return a function that saves a blank pipeline with rules, and returns its folder."""

    def save(*, language="en", entities=(), spans=(), component="", performance=None):
        pipeline = spacy.blank(language)
        if entities:
            ruler = pipeline.add_pipe("entity_ruler")
            ruler.add_patterns([{"label": label, "pattern": words} for label, words in entities])
        if spans:
            ruler = pipeline.add_pipe("span_ruler", config={"spans_key": "attribution"})
            ruler.add_patterns([{"label": label, "pattern": words} for label, words in spans])
        if component:
            pipeline.add_pipe(component)
        pipeline.meta["performance"] = performance or {}
        folder = tmp_path / f"pipeline-{len(list(tmp_path.iterdir()))}"
        pipeline.to_disk(folder)
        return folder

    return save


def settings(folder, **more):
    """Return settings that choose a pipeline, and no other tagger."""
    options = {"spacy:pipeline": str(folder), "tagger.weights": "none"}
    return Settings(language=more.pop("language", "en"), options=Attributes(options), **more)


@cache
def registry(*plugins):
    """Return a registry of the library's own plugin, this one, and others."""
    return seedlib.Registry.build(plugins=[("spacy", plugin), *plugins], entry_points=False)


def analyze(text, folder, *plugins, strict=True, **more):
    """Return the analysis of a text, where a saved pipeline is chosen."""
    return seedlib.analyze(text, settings=settings(folder, **more), registry=registry(*plugins), strict=strict)


def labelled(analysis):
    """Return the words and names of the labels."""
    return [(analysis.document[label.span], label.name) for label in analysis.layers.labels]


def other(*answers):
    """Return a plugin whose tagger answers these labels and links."""

    class Rival:
        @staticmethod
        @seedlib.hookimpl
        def seedlib_taggers():
            return [Tagger(name="tagger", tag=lambda analysis, context: list(answers))]

    return Rival


def at(words, start=0):
    """Return where words stand in the sample."""
    begin = TEXT.index(words, start)
    return Span(begin, begin + len(words))


# Without spaCy


def test_without_a_choice_nothing_is_asked_and_a_notice_says_so():
    """The plugin alone is no reason to fail: it says what to do."""
    analysis = seedlib.analyze(TEXT, settings=Settings(language="en", options={"tagger.weights": "none"}), registry=registry(), strict=True)
    assert [notice.code for notice in analysis.notices] == ["spacy:no-pipeline"]
    assert analysis.layers.labels == ()


def test_where_spacy_is_absent_the_failure_says_what_to_install(monkeypatch):
    """A chosen pipeline that cannot be loaded is a failure, and the document goes on."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    (failure,) = analyze(TEXT, "nothing_such", strict=False).failures
    assert (failure.stage, failure.component, failure.error) == ("tagging", "spacy:tagger", "UsageError")
    assert "'nothing_such'" in failure.message
    assert "pip install spacy" in failure.advice


def test_importing_the_plugin_does_not_import_spacy():
    """Whoever only asks for the version does not wait for spaCy."""
    code = "import sys, seedlib_spacy_tagger, seedlib; seedlib.Registry.build(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(plugin.__file__).parents[1], check=False).returncode == 0


def test_contract_holds_without_a_pipeline():
    """The records keep what they promise."""
    check_tagger(plugin.TAGGER, registry=registry())
    check_attribute_key(plugin.PIPELINE, registry=registry())


# Contract


def test_contract_holds_with_a_pipeline(saved):
    """On odd texts too, twice the same, with nothing changed."""
    chosen = settings(saved(entities=[*ENTITIES, ("GPE", "Oslo"), ("PER", "e\u0301lan")], spans=[*SPANS, ("cue", "denied")]))
    tagger = Tagger(name="tagger", tag=lambda analysis, context: plugin.tag(analysis, attrs.evolve(context, settings=chosen)))
    check_tagger(tagger, registry=registry())


def test_installed_plugin_is_found_and_right(spacy):
    """Once installed, all that it supplies passes its checks."""
    assert check_plugin("spacy") == ("spacy:tagger", "spacy:pipeline")


# Labels


def test_entities_become_labels_of_the_very_words(saved):
    """Offsets are code points, beyond the first plane and with combining marks too; what is no actor is left."""
    analysis = analyze(TEXT, saved(entities=ENTITIES))
    assert labelled(analysis) == [
        ("Omagbe Tsoro", "mention:person"),
        ("Brindle Board", "mention:organization"),
        ("Quarrymouth", "mention:place"),
        ("Omagbe Tsoro", "mention:person"),
    ]
    assert {label.value for label in analysis.layers.labels} == {"name"}
    names = {analysis.document[mention.span]: mention.attributes["mention-kind"] for mention in analysis.mentions}
    assert names == {"Omagbe Tsoro": "person", "Brindle Board": "organization", "Quarrymouth": "place"}


@pytest.mark.parametrize("text", ["", " \n\n ", "🌧", "\u200b"])
def test_texts_without_names_have_no_labels(saved, text):
    """Nothing is found in nothing."""
    assert analyze(text, saved(entities=ENTITIES, spans=SPANS)).layers.labels == ()


def test_a_label_is_as_sure_as_the_pipeline_s_makers_measured(saved):
    """The precision of an entity's label in the pipeline's own description; a cautious figure where it has none."""
    folder = saved(entities=ENTITIES, performance={"ents_per_type": {"PERSON": {"p": 0.91, "r": 0.5, "f": 0.6}}})
    scores = {label.name: label.score for label in analyze(TEXT, folder).layers.labels}
    assert scores == {"mention:person": 0.91, "mention:organization": 0.8, "mention:place": 0.8}


def test_boilerplate_is_not_read(saved):
    """A block that no other stage reads is not read here."""
    block = seedlib.Block(kind="boilerplate", span=Span(0, 12))
    document = seedlib.Document(text="Omagbe Tsoro", blocks=[block])
    assert analyze(document, saved(entities=ENTITIES)).layers.labels == ()


def test_very_long_blocks_are_read_in_pieces(saved, monkeypatch):
    """Pieces end at white space, and nothing is lost or moved; a word that is longer than a piece is cut."""
    folder = saved(entities=[("GPE", "Quarrymouth")])
    whole = labelled(analyze(TEXT, folder))
    monkeypatch.setattr(plugin, "LONGEST", 20)
    assert labelled(analyze(TEXT, folder)) == whole == [("Quarrymouth", "mention:place")]
    assert labelled(analyze("x" * 100 + " Quarrymouth", folder)) == whole


def test_a_time_limit_stops_between_pieces(saved):
    """Where the document's time is up no further piece is read, and the pipeline hears of it."""
    context = attrs.evolve(registry().context(settings(saved(entities=ENTITIES))), deadline=0.0)
    analysis = analyze(TEXT, saved(entities=ENTITIES))
    with pytest.raises(DeadlineError):
        plugin.tag(analysis, context)


class Batches:
    """A component that takes batches, as trained ones do, and counts what it has read."""

    read = 0

    def __call__(self, doc):
        return doc

    def pipe(self, stream, *, batch_size):
        stream = iter(stream)
        while batch := list(islice(stream, batch_size)):
            Batches.read += len(batch)
            yield from batch


def test_a_time_limit_stops_between_batches(spacy, saved, monkeypatch):
    """Where the time is up in the middle of a document, what is left of it is not read."""
    spacy.Language.factory("test_batches", func=lambda nlp, name: Batches())
    folder = saved(component="test_batches")
    monkeypatch.setattr(plugin, "BATCH", 4)
    monkeypatch.setattr(Batches, "read", 0)
    text = "\n\n".join(["Rain fell."] * 20)
    analysis = analyze(text, folder)
    assert Batches.read == len(analysis.document.blocks) == 20
    context = registry().context(settings(folder))
    clock = iter([None] * 10)

    class Watched:
        language, settings = context.language, context.settings

        def seconds_left(self):
            if next(clock, "up") == "up":
                raise DeadlineError("time is up")

    monkeypatch.setattr(Batches, "read", 0)
    with pytest.raises(DeadlineError):
        plugin.tag(analysis, Watched())
    assert Batches.read == 8


def test_a_pipeline_for_another_language_is_not_asked(saved):
    """German is not read as English; a pipeline for many languages reads all."""
    analysis = analyze(TEXT, saved(entities=ENTITIES), language="de")
    assert ([notice.code for notice in analysis.notices], analysis.layers.labels) == (["spacy:other-language"], ())
    assert len(analyze(TEXT, saved(language="xx", entities=ENTITIES), language="de").layers.labels) == 4
    assert len(analyze(TEXT, saved(language="de", entities=ENTITIES), language="de").layers.labels) == 4


def test_a_folder_without_a_pipeline_is_a_failure(spacy, tmp_path):
    """The failure has spaCy's own words for what it missed."""
    with pytest.raises(UsageError, match=r"meta\.json"):
        analyze(TEXT, tmp_path)


# Attributions


def test_spans_become_labels_and_links_and_a_claim(saved):
    """A source and a content point to the nearest cue of their paragraph; other spans are left."""
    analysis = analyze(TEXT, saved(spans=SPANS))
    source, cue, content = at("Omagbe Tsoro"), at("said"), at("e\u0301lan boats stay in Quarrymouth")
    again = at("Omagbe Tsoro", source.end)
    assert [(label.span, label.name) for label in analysis.layers.labels] == [
        (source, "attribution:source"),
        (cue, "attribution:cue"),
        (content, "attribution:content"),
        (again, "attribution:source"),
    ]
    assert [(link.head, link.dependent) for link in analysis.layers.links] == [(cue, source), (cue, content)]
    assert {link.name for link in analysis.layers.links} == {"attribution:of-cue"}
    (claim,) = analysis.claims
    assert (claim.source, claim.cue, claim.content) == ((source,), (cue,), (content,))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("source", 0, 3), ("cue", 4, 8), ("content", 9, 20), ("source", 21, 24), ("cue", 25, 28)], [(4, 0), (4, 9), (25, 21)]),
        ([("content", 0, 9), ("source", 10, 14)], [(0, 10)]),  # “No,” she: without a cue the content is what is pointed to
        ([("source", 0, 3)], []),
        ([("cue", 0, 3)], []),
        ([("content", 0, 30), ("cue", 4, 8)], [(4, 0)]),  # a cue inside its content
        ([], []),
    ],
)
def test_links_go_to_the_nearest_cue(parts, expected):
    """Each source and content has one; an attribution needs no source."""
    labels = [Label(Span(start, end), f"attribution:{name}") for name, start, end in parts]
    assert [(link.head.start, link.dependent.start) for link in plugin.links(labels)] == expected


def test_a_categoriser_s_scores_are_the_labels(spacy, saved):
    """What a span categoriser leaves beside its spans is how sure the labels are."""

    def categorise(doc):
        group = spacy.tokens.SpanGroup(doc, name="attribution", spans=[doc.char_span(0, 3, label="source"), doc[1:2]])
        group.attrs["scores"] = [0.75, 0.5]
        doc.spans["attribution"] = group
        return doc

    spacy.Language.component("test_categoriser", func=categorise)
    analysis = analyze("Ann said no.", saved(component="test_categoriser"))
    assert [(label.span, label.name, label.score) for label in analysis.layers.labels] == [(Span(0, 3), "attribution:source", 0.75)]


# Beside other taggers


def test_two_taggers_join(saved):
    """Labels of other names, and labels of the same name elsewhere, stand side by side."""
    content, cue = at("boats stay"), at("said")
    own = other(Label(content, "attribution:content"), Label(cue, "attribution:cue"), Link(cue, content, "attribution:of-cue"))
    analysis = analyze(TEXT, saved(entities=ENTITIES), ("other", own))
    assert {("boats stay", "attribution:content"), ("said", "attribution:cue"), ("Quarrymouth", "mention:place")} <= set(labelled(analysis))
    (claim,) = analysis.claims
    assert claim.content == (content,)


@pytest.mark.parametrize(("score", "kept"), [(0.9, "boats stay"), (0.7, "e\u0301lan boats stay in Quarrymouth")])
def test_of_one_name_the_surer_label_stays(saved, score, kept):
    """Where two taggers label the same words by one name, the higher score replaces the lower."""
    answers = other(Label(at("boats stay"), "attribution:content", score=score))
    analysis = analyze(TEXT, saved(spans=SPANS), ("other", answers))
    assert [words for words, name in labelled(analysis) if name == "attribution:content"] == [kept]


def test_the_order_of_plugins_changes_nothing(saved):
    """Whoever is found first, the answer is the same, layers included."""
    folder = saved(entities=ENTITIES, spans=SPANS)
    rival = other(Label(at("Brindle Board"), "mention:person", score=0.8), Label(at("said"), "attribution:cue", score=0.8))
    orders = [[("spacy", plugin), ("a", rival)], [("a", rival), ("spacy", plugin)]]
    built = [seedlib.Registry.build(plugins=order, entry_points=False) for order in orders]
    first, second = (seedlib.dumps(seedlib.analyze(TEXT, settings=settings(folder), registry=held), layers=True) for held in built)
    assert first == second


def test_threads_share_one_pipeline(spacy, saved, monkeypatch):
    """It is loaded once, and every thread gets the same answer."""
    folder, loaded, load = saved(entities=ENTITIES, spans=SPANS), [], spacy.load
    monkeypatch.setattr(spacy, "load", lambda name: loaded.append(name) or load(name))
    held = registry()
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: seedlib.dumps(seedlib.analyze(TEXT, settings=settings(folder), registry=held)), range(16)))
    assert (len(answers), loaded) == (1, [str(folder)])
