"""The opening paragraph: what a director reads aloud, made of the figures alone."""

from services.contracts.figures import Figures
from services.contracts.reporting import Metrics
from services.reporting.reports.domain.french import (
    NO_BREAK,
    counted,
    decimal,
    is_plural,
    share,
    spoken_length,
)
from services.reporting.reports.domain.periods import in_period, than_before
from services.reporting.reports.domain.words import BECAUSE_OF


def summarise(name: str, now: Metrics, before: Metrics) -> str:
    """Return two to four sentences about a period, compared with the one before."""
    figures, earlier = Figures.of(now.metrics), Figures.of(before.metrics)
    sentences = [
        _received(name, now, figures, earlier.received, than_before(before.since, before.until)),
        _withdrawn(figures),
        _replies(figures),
        _questions(figures),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def compare(now: int, before: int, than: str) -> str:
    """Return how a count stands beside the one before, as the end of a sentence."""
    if not before:
        return f"contre aucun {than.removeprefix('que ').removeprefix('qu’')}"
    if now == before:
        return f"autant {than}"
    if now >= 2 * before:
        times = now / before
        return f"{decimal(times)}{NO_BREAK}fois plus {than}"
    change = share(abs(now - before) / before)
    return f"{change} de {'plus' if now > before else 'moins'} {than}"


def _received(name: str, now: Metrics, figures: Figures, earlier: int, than: str) -> str:
    period = in_period(now.since, now.until)
    if not figures.received:
        return f"{name} n’a reçu aucun message {period}."
    comparison = f", {compare(figures.received, earlier, than)}" if earlier else ""
    return f"{name} a reçu {counted(figures.received, 'message', 'messages')} {period}{comparison}."


def _withdrawn(figures: Figures) -> str:
    if not figures.withdrawn:
        return "Aucun message n’a été masqué ou supprimé." if figures.received else ""
    many = is_plural(figures.withdrawn)
    count = counted(figures.withdrawn, "message", "messages")
    sentence = (
        f"{count} {'ont' if many else 'a'} été {'masqués ou supprimés' if many else 'masqué ou supprimé'}"
    )
    reason = figures.leading_reason
    if not many or reason is None or reason in {"legitimate", "other"}:
        return f"{sentence}."
    part = share(figures.reasons[reason] / figures.withdrawn)
    return f"{sentence}, d’abord {BECAUSE_OF[reason]} ({part})."


def _replies(figures: Figures) -> str:
    if not figures.replies:
        return "Aucune réponse n’a été publiée." if figures.received else ""
    many = is_plural(figures.replies)
    sentence = (
        f"{counted(figures.replies, 'réponse', 'réponses')} {'ont été publiées' if many else 'a été publiée'}"
    )
    if figures.median is None or figures.p90 is None:
        return f"{sentence}."
    first = f"la moitié des premières réponses en {spoken_length(figures.median)} au plus"
    slow = f"neuf sur dix en {spoken_length(figures.p90)}"
    return f"{sentence}, {first}, {slow}." if many else f"{sentence}, en {spoken_length(figures.median)}."


def _questions(figures: Figures) -> str:
    if figures.answered is None:
        return ""
    if figures.answered == 1:
        return "Toutes les questions ont reçu une réponse."
    if figures.answered == 0:
        return "Aucune des questions posées n’a encore reçu de réponse."
    return f"{share(figures.answered)} des questions ont reçu une réponse."
