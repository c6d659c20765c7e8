"""From the metrics of reporting to what the page shows of them."""

from services.contracts.figures import Figures
from web.pages.figures.context import DayRow, Definition, ReasonRow, Totals


def totals_of(figures: Figures) -> Totals:
    return Totals(
        received=figures.received,
        withdrawn=figures.withdrawn,
        published=figures.replies,
        median=figures.median,
        p90=figures.p90,
        answered_share=figures.answered,
    )


def days_of(figures: Figures) -> tuple[DayRow, ...]:
    """Return every day of the period; none when nothing happened on any."""
    if not any(figures.by_name[name].total for name in ("items_received", "replies_published", "decisions")):
        return ()
    return tuple(
        DayRow(day, int(received or 0), int(published or 0), withdrawn, median)
        for day, received, published, withdrawn, median in zip(
            figures.starts,
            figures.values("items_received"),
            figures.values("replies_published"),
            figures.withdrawn_by_part(),
            figures.values("first_response_median"),
            strict=True,
        )
    )


def reasons_of(figures: Figures) -> tuple[ReasonRow, ...]:
    """Return the reasons for which messages were withdrawn, the most frequent first."""
    return tuple(
        ReasonRow(reason, count, count / figures.withdrawn)
        for reason, count in figures.reasons.most_common()
        if count
    )


def definitions_of(figures: Figures) -> tuple[Definition, ...]:
    return tuple(Definition(name, words) for name, words in figures.definitions.items())
