"""How the models are trained: which rows teach which head, and which columns each blend weighs. The settings are
those that were best on dev rows and in cross-validation (docs/models.md has the table).
"""

from infra.train.corpus.rows import OWN
from infra.train.variants import BARE, MOVED, PLACED
from services.triage.scoring.evidence import CURT, EVIDENCE
from services.triage.scoring.features import Recipe
from services.triage.scoring.outputs import ANY, AT_ONCE, CHAT, HEADS, INTENTS, KINDS, LABELS, OPEN

NAME = "palabre-fr-3"
MESSAGE = Recipe(words=2, characters=5, bits=16)
SENTENCE = Recipe(words=3, characters=0, bits=18)
STRENGTH = 3.0
SENTENCE_STRENGTH = 8.0
PENALTY = 1.0
TONE_STRENGTH = 0.3
BLEND_STRENGTH = 1.0

# Rows to which the nearness of a message is taken: so many, the second number for the careful profile.
LANDMARKS, WIDE_LANDMARKS = 2048, 3072
LANDMARK_SHARES = {
    "own": 0.6,
    "toxicity_forum_fr": 0.1,
    "toxicity_chat_fr": 0.15,
    "question_lines_fr": 0.15,
}
OPEN_ORIGINS = ("toxicity_forum_fr", "toxicity_chat_fr", "question_lines_fr")
# The share of training rows of each place that the encoder reads in the standard profile: what 1,100 a second allow.
ENCODED = {"client": 0.75, "open": 0.5}

_OWN_ONLY = {OWN: 1.0}
# Whether somebody is attacked does not depend on the trade, so rows are read with theirs and without.
_WITH_AND_WITHOUT = {OWN: 0.5, OWN + BARE: 0.5}
_ORIGINS = {
    "toxic": {
        OWN: 1.0,
        OWN + BARE: 1.0,
        "sentences": 0.5,
        "sentences" + PLACED: 0.5,
        "toxicity_forum_fr" + PLACED: 0.3,
        "toxicity_chat_fr" + PLACED: 0.15,
    },
    **dict.fromkeys(KINDS["toxic"], _WITH_AND_WITHOUT),
    # The tweets were found by keyword: with them, messages to clients were judged worse, and open talk better.
    f"toxic{ANY}": {
        OWN: 2.0,
        "sentences": 1.0,
        "toxicity_forum_fr": 1.0,
        "toxicity_chat_fr": 1.0,
        "toxicity_tweets_fr": 0.5,
    },
    f"toxic{OPEN}": {"toxicity_forum_fr": 1.0, "toxicity_chat_fr": 1.0, "sentences": 0.25},
    f"toxic{CHAT}": {"toxicity_chat_fr": 1.0},
    "question": {"own": 2.0, "sentences": 1.0, "question_lines_fr": 0.25},
    f"question{OPEN}": {"question_lines_fr": 1.0, "sentences": 0.25},
}
SENTENCE_ORIGINS = {"own": 3.0, "sentences": 3.0, "question_lines_fr": 1.0}
_OPEN_BLENDS = {
    "toxic": {"toxicity_forum_fr": 1.5, "toxicity_chat_fr": 1.0, "own": 0.3, "sentences": 0.3},
    "question": {"question_lines_fr": 1.0, OWN + BARE: 0.3, "sentences": 2.0},
}
_CLIENT_BLENDS = {"toxic": {OWN: 1.0, OWN + MOVED: 0.3, "sentences" + PLACED: 1.0}}
# Every row of ours has a trade, and none of the public ones: among ours alone the sign would teach nothing but a number
# that is missing where a message comes without.
_SIGNS = {
    "client": tuple(name for name in EVIDENCE if name not in {"sector", CURT}),
    "open": tuple(name for name in EVIDENCE if name != CURT),
}
# Beside an attack in few words the lists themselves spoke against: who needs many words to tell of an insult complains.
_ATTACKED = tuple(name for name in EVIDENCE if name not in {"sector", "insult", "hate", "threat"})
OPEN_LABELS = tuple(_OPEN_BLENDS)
_OPEN_HEADS = {"toxic": f"toxic{ANY}"}
_BESIDE_OPEN = {"toxic": (f"toxic{CHAT}",)}
_BESIDE = {
    "toxic": (f"toxic{OPEN}", "insult", "hate", "threat"),
    "question": (f"question{OPEN}", "service_request", "toxic"),
    "service_request": ("question",),
    "lead": ("service_request",),
    "urgency": (AT_ONCE,),
    AT_ONCE: ("urgency", "threat"),
}


def origins_of(head: str) -> dict[str, float]:
    """How much a row of each set counts for a head."""
    return _ORIGINS.get(head, _OWN_ONLY)


def outputs() -> list[tuple[str, str, str | None]]:
    """Each blend: its output, the place it is for, and the head whose positive rows alone it is fitted on."""
    plain = [(label, "client", None) for label in LABELS]
    opened = [(label, "open", None) for label in _OPEN_BLENDS]
    kinds = [(kind, "client", parent) for parent, names in KINDS.items() for kind in names]
    intents = [(f"intent:{each}", "client", "service_request") for each in INTENTS]
    return [*plain, *opened, *kinds, (AT_ONCE, "client", "urgency"), *intents]


def blend_origins(output: str, place: str) -> dict[str, float]:
    if place == "open":
        return _OPEN_BLENDS[output]
    return _CLIENT_BLENDS.get(output, _OWN_ONLY)


def blend_names(output: str, place: str, way: str) -> tuple[str, ...]:
    """The columns that the blend of an output weighs; those of the encoder where it is "full"."""
    group = output.split(":", maxsplit=1)[0]
    if group in {"intent", "tone"}:
        heads = (
            tuple(head for head in HEADS if head.startswith(f"{group}:")) if group == "tone" else (output,)
        )
    else:
        heads = (output, *_BESIDE.get(output, ()))
        if place == "open":
            heads = tuple(_OPEN_HEADS.get(head, head) for head in heads) + _BESIDE_OPEN.get(output, ())
    kinds = ("words",) if way == "fast" else ("words", "meaning")
    if group == "tone":
        heads += LABELS
    verdicts = tuple(f"{kind}:{head}" for kind in kinds for head in heads)
    if output.startswith("intent:"):
        return verdicts
    return verdicts + (_ATTACKED if (output, place) == ("toxic", "client") else _SIGNS[place])
