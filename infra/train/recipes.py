"""How the models are trained: which rows teach which head, and which columns each blend weighs. The settings are
those that were best on dev rows and in cross-validation (docs/models.md has the table).
"""

from services.triage.scoring.evidence import EVIDENCE
from services.triage.scoring.features import Recipe
from services.triage.scoring.outputs import AT_ONCE, HEADS, INTENTS, KINDS, LABELS, OPEN, TONES

NAME = "palabre-fr-2"
MESSAGE = Recipe(words=2, characters=5, bits=16)
SENTENCE = Recipe(words=3, characters=0, bits=18)
STRENGTH = 3.0
SENTENCE_STRENGTH = 8.0
PENALTY = 5.0
BLEND_STRENGTH = 1.0

_LIFT = 1.6
_TONE_LIFTS = {"tone:negative": 1.0, "tone:neutral": 1.0, "tone:positive": 1.8}

_OWN_ONLY = {"own": 1.0}
_ORIGINS = {
    "toxic": {
        "own": 2.0,
        "sentences": 1.0,
        "toxicity_forum_fr": 1.0,
        "toxicity_chat_fr": 1.0,
        "toxicity_tweets_fr": 0.5,
    },
    f"toxic{OPEN}": {"toxicity_forum_fr": 1.0, "toxicity_chat_fr": 1.0, "sentences": 0.25},
    "question": {"own": 2.0, "sentences": 1.0, "question_lines_fr": 0.25},
    f"question{OPEN}": {"question_lines_fr": 1.0, "sentences": 0.25},
}
SENTENCE_ORIGINS = {"own": 3.0, "sentences": 3.0, "question_lines_fr": 1.0}
_OPEN_BLENDS = {
    "toxic": {"toxicity_forum_fr": 1.5, "toxicity_chat_fr": 1.0, "own": 0.3, "sentences": 0.3},
    "question": {"question_lines_fr": 1.0, "own": 0.6, "sentences": 2.0},
}
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
    tones = [(f"tone:{each}", "client", None) for each in TONES]
    return [*plain, *opened, *kinds, (AT_ONCE, "client", "urgency"), *intents, *tones]


def blend_origins(output: str, place: str) -> dict[str, float]:
    if place == "open":
        return _OPEN_BLENDS[output]
    return _OWN_ONLY


def lift(output: str, place: str) -> float:
    """A label that one message in ten has would hardly ever reach 0.5, and one missed is worse than one too many."""
    if output.startswith("tone:"):
        return _TONE_LIFTS[output]
    return _LIFT if place == "client" and not output.startswith("intent:") else 1.0


def blend_names(output: str, way: str) -> tuple[str, ...]:
    """The columns that the blend of an output weighs; those of the encoder where it is "full"."""
    group = output.split(":", maxsplit=1)[0]
    if group in {"intent", "tone"}:
        heads = (
            tuple(head for head in HEADS if head.startswith(f"{group}:")) if group == "tone" else (output,)
        )
    else:
        heads = (output, *_BESIDE.get(output, ()))
    kinds = ("words", "meaning") if way == "full" else ("words",)
    if group == "tone":
        heads += ("toxic", "question", "service_request", "testimony")
    verdicts = tuple(f"{kind}:{head}" for kind in kinds for head in heads)
    return verdicts + (() if output.startswith("intent:") else EVIDENCE)
