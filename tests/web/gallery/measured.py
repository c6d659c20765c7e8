"""A model's card as one run of the evaluation might write it."""

from services.contracts.triage import (
    Agreement,
    ChoiceFigures,
    Confusion,
    Estimate,
    Goal,
    LabelFigures,
    Measured,
    ModelCard,
    Point,
    ProfileFigures,
    ReliabilityBin,
    TrainingSet,
)

VERSION = "palabre-fr-2+013a43bc"


def estimate(value: float) -> Estimate:
    return Estimate(value=value, low=value - 0.03, high=min(1.0, value + 0.02))


def label(name: str, f1: float, *, is_plotted: bool = True) -> LabelFigures:
    bins = [ReliabilityBin(said=n / 5, held=(n / 5) ** 1.2, rows=80 - 10 * n) for n in range(6)]
    return LabelFigures(
        name=name,
        rows=587,
        positives=134,
        macro_f1=estimate(f1),
        f1=estimate(f1 - 0.08),
        auc=estimate(0.95) if is_plotted else None,
        calibration_error=estimate(0.049),
        confusion=Confusion(right_yes=95, wrong_yes=14, wrong_no=39, right_no=439),
        reliability=bins if is_plotted else [],
    )


def goal(code: str, wanted: float, reached: float | None, *, is_limit: bool = False) -> Goal:
    is_met = None if reached is None else (reached <= wanted if is_limit else reached >= wanted)
    profile = "apart" if code.startswith("apart") else "standard"
    return Goal(code=code, profile=profile, wanted=wanted, reached=reached, is_limit=is_limit, is_met=is_met)


GOALS = [
    goal("messages_per_second", 1_000, 724.7),
    goal("peak_memory_mb", 450, 224, is_limit=True),
    goal("load_seconds", 2, 1.01, is_limit=True),
    goal("public.toxicity_forum_fr", 0.74, 0.78),
    goal("own.toxic", 0.8, 0.86),
    goal("own.sentiment", 0.7, 0.67),
    goal("functional.harmless", 0.8, 0.85),
    goal("functional.harmful", 0.8, 0.56),
    goal("in_bands.testimony", 0.8, 0.88),
    goal("personal_data", 0.95, 0.9),
    goal("calibration.urgency", 0.05, 0.06, is_limit=True),
    goal("apart.purchase_tweets_en", 0.77, None),
    goal("without_known_words", 1 / 3, 0.4),
    goal("something.new", 0.5, 0.4),
]
STANDARD = ProfileFigures(
    name="standard",
    macro_f1=0.87,
    messages_per_second=724.7,
    load_seconds=1.01,
    peak_memory_mb=224,
    labels=[label("toxic", 0.86), label("spam", 0.94), label("threat", 0.75, is_plotted=False)],
    sentiment=ChoiceFigures(
        name="sentiment",
        rows=587,
        macro_f1=estimate(0.67),
        accuracy=0.7,
        names=["negative", "neutral", "positive"],
        confusion=[[235, 48, 17], [36, 142, 23], [12, 28, 46]],
    ),
    intent=None,
    personal_data=estimate(0.9),
    functional=[],
    public=[],
)
CARD = ModelCard(
    version=VERSION,
    licence="Apache-2.0",
    trained_on=[
        TrainingSet(name="own", rows=3_200, licence="Apache-2.0", attribution="Palabre"),
        TrainingSet(name="sentences", rows=468, licence="Apache-2.0", attribution="Palabre"),
        TrainingSet(name="toxicity_forum_fr", rows=694, licence="CC BY 4.0", attribution="A. Chercheuse"),
    ],
    measured=Measured(
        version=VERSION,
        test_rows=587,
        functional_rows=120,
        mean_characters=81.2,
        batch=200,
        goals=GOALS,
        profiles=[STANDARD],
        frontier=[
            Point(
                name=name,
                macro_f1=quality,
                messages_per_second=speed,
                load_seconds=1.0,
                peak_memory_mb=200,
            )
            for name, quality, speed in (
                ("standard", 0.87, 724.7),
                ("careful", 0.88, 400.0),
                ("words", 0.55, 30_174.0),
                ("tfidf", 0.81, 2_622.0),
                ("length", 0.39, 49_327.0),
                ("other", 0.5, 20.0),
            )
        ],
        agreement=[
            Agreement(label="toxic", first=134, second=133, kappa=0.995, alpha=0.995),
            Agreement(label="spam", first=50, second=50, kappa=None, alpha=None),
            Agreement(label="sentiment", first=287, second=293, kappa=0.854, alpha=0.854),
        ],
    ),
)
