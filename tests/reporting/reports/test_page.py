"""The printable page: complete, in French, and deaf to whatever hostile words are in it."""

import base64
import hashlib
import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from services.contracts.reporting import (
    DecisionGroup,
    DecisionsMetric,
    Metric,
    MetricName,
    Metrics,
    NetworkFigures,
    Point,
    Report,
)
from services.reporting.metrics.domain.definitions import METRICS
from services.reporting.reports.domain.summary import summarise
from services.reporting.reports.page import render
from services.reporting.reports.page.charts import Measured, draw_columns, round_up
from services.runtime.ids import new_id

HOSTILE = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)> \"'&"


def metric(
    name: MetricName, total: float | None, starts: list[date], values: list[Any] | None = None
) -> Metric:
    kind = METRICS[name]
    given = values if values is not None else [total] * len(starts)
    points = [Point(start=start, value=value) for start, value in zip(starts, given, strict=True)]
    return Metric(
        metric=name, unit=kind.unit, definition=kind.definition, network=None, total=total, points=points
    )


def metrics(
    since: date,
    until: date,
    *,
    received: int = 0,
    withdrawn: int = 0,
    replies: int = 0,
    median: float | None = None,
    share: float | None = None,
) -> Metrics:
    """Figures of a period, all of which happened on its first day."""
    starts = [since + timedelta(days=n) for n in range((until - since).days)]
    rest = [0] * (len(starts) - 1)
    group = DecisionGroup(
        kind="hide",
        reason="insult",
        total=withdrawn,
        points=[
            Point(start=start, value=value) for start, value in zip(starts, [withdrawn, *rest], strict=True)
        ],
    )
    decisions = metric("decisions", withdrawn, starts, [withdrawn, *rest])
    p90 = median * 3 if median is not None else None
    return Metrics(
        **{"from": since, "to": until},
        client="banque",
        by="day",
        time_zone="Europe/Paris",
        metrics=[
            metric("items_received", received, starts, [received, *rest]),
            DecisionsMetric(**dict(decisions), groups=[group] if withdrawn else []),
            metric("replies_published", replies, starts, [replies, *rest]),
            metric("first_response_median", median, starts, [median, *(None for _ in rest)]),
            metric("first_response_p90", p90, starts, [p90, *(None for _ in rest)]),
            metric("questions_answered_share", share, starts, [share, *(None for _ in rest)]),
        ],
    )


def make(now: Metrics, before: Metrics, name: str = "La banque", **changes: Any) -> Report:
    values: dict[str, Any] = {
        "from": now.since,
        "to": now.until,
        "id": new_id(),
        "client": "banque",
        "number": 3,
        "title": f"{name}, octobre 2026",
        "is_complete": True,
        "frozen_at": datetime(2026, 11, 2, 6, 0, tzinfo=UTC),
        "frozen_by": "user:nadia",
        "client_name": name,
        "by": "day",
        "time_zone": "Europe/Paris",
        "summary": summarise(name, now, before),
        "metrics": now.metrics,
        "before": before,
        "networks": [
            NetworkFigures(
                network="facebook", items_received=now.metrics[0].total or 0, decisions=0, replies_published=0
            )
        ],
    }
    return Report(**{**values, **changes})


OCTOBER, NOVEMBER, SEPTEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 9, 1)


def evenly(figures: Metrics) -> Metrics:
    """The same figures with as many messages withdrawn for hatred as for what they were withdrawn for."""
    (decisions,) = [one for one in figures.metrics if isinstance(one, DecisionsMetric)]
    hatred = [group.model_copy(update={"reason": "hate"}) for group in decisions.groups]
    twice = decisions.model_copy(update={"groups": [*decisions.groups, *hatred]})
    others = [one for one in figures.metrics if one is not decisions]
    return figures.model_copy(update={"metrics": [*others, twice]})


BUSY = metrics(OCTOBER, NOVEMBER, received=18_204, withdrawn=1_748, replies=4_212, median=38 * 60, share=0.84)
CALM = metrics(SEPTEMBER, OCTOBER, received=14_532, withdrawn=1_366, replies=3_900, median=41 * 60, share=0.8)
NOTHING = metrics(OCTOBER, NOVEMBER)


class Outline(HTMLParser):
    """What a browser would make of a page: elements, their attributes, and the words outside style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data if self.tags[-1:] != ["style"] else ""


def page_of(report: Report) -> str:
    return render(report).content.decode()


class TestSummary:
    @pytest.mark.parametrize(
        ("now", "before", "words"),
        [
            (
                BUSY,
                CALM,
                "La banque a reçu 18\u202f204\u00a0messages en octobre 2026, 25\u202f% de plus qu’en septembre. "
                "1\u202f748\u00a0messages ont été masqués ou supprimés, d’abord pour insulte (100\u202f%). "
                "4\u202f212\u00a0réponses ont été publiées, la moitié des premières réponses en 38\u00a0minutes "
                "au plus, neuf sur dix en 1\u00a0heure\u00a054. 84\u202f% des questions ont reçu une réponse.",
            ),
            (NOTHING, CALM, "La banque n’a reçu aucun message en octobre 2026."),
            (
                metrics(OCTOBER, NOVEMBER, received=1, withdrawn=1, replies=1, median=3_600, share=1),
                metrics(SEPTEMBER, OCTOBER, received=1),
                "La banque a reçu 1\u00a0message en octobre 2026, autant qu’en septembre. "
                "1\u00a0message a été masqué ou supprimé. 1\u00a0réponse a été publiée, en 1\u00a0heure. "
                "Toutes les questions ont reçu une réponse.",
            ),
            (
                metrics(date(2026, 10, 3), date(2026, 10, 18), received=9, share=0),
                metrics(date(2026, 9, 18), date(2026, 10, 3), received=2),
                "La banque a reçu 9\u00a0messages du 3 au 17\u00a0octobre 2026, 4,5\u00a0fois plus que sur la "
                "période précédente. Aucun message n’a été masqué ou supprimé. Aucune réponse n’a été publiée. "
                "Aucune des questions posées n’a encore reçu de réponse.",
            ),
        ],
    )
    def test_reads_aloud(self, now: Metrics, before: Metrics, words: str) -> None:
        assert summarise("La banque", now, before) == words

    def test_names_no_first_reason_where_several_share_the_place(self) -> None:
        assert "messages ont été masqués ou supprimés." in summarise("La banque", evenly(BUSY), CALM)


class TestPage:
    def test_says_the_figures_with_the_period_before(self) -> None:
        words = " ".join(Outline(page_of(make(BUSY, CALM))).words.split())
        for one in (
            "18 204",
            "messages reçus",
            "14 532 en septembre",
            "38 min",
            "9 sur 10 en 1 h 54",
            "84 % des questions ont reçu une réponse",
        ):
            assert one in words.replace("\u202f", " ").replace("\u00a0", " ")
        assert "Rapport n°\u00a03, figé le 2\u00a0novembre 2026 à 07:00." in page_of(make(BUSY, CALM))

    def test_every_chart_has_one_message_and_a_table_beside_it(self) -> None:
        outline = Outline(page_of(make(BUSY, CALM)))
        assert [outline.tags.count(tag) for tag in ("svg", "table", "section")] == [4, 4, 5]
        text = page_of(make(BUSY, CALM))
        titles = re.findall(r'<h2 id="\w+">(.*?)</h2>', text)
        assert titles[:2] == [
            "Le 1er\u00a0octobre, journée la plus active\u00a0: 18\u202f204\u00a0messages",
            "Insulte, premier motif\u00a0: 100\u202f% des messages écartés",
        ]
        assert text.count('<th scope="row">') == 31 + 1 + 31 + 1

    def test_reasons_that_are_even_have_no_first(self) -> None:
        words = page_of(make(evenly(BUSY), CALM))
        assert "Pourquoi des messages ont été masqués ou supprimés" in words
        assert "premier motif" not in words

    def test_where_nothing_happened_it_says_so_in_place_of_charts(self) -> None:
        outline = Outline(page_of(make(NOTHING, NOTHING, networks=[])))
        assert outline.tags.count("svg") == 0
        assert "Aucun message reçu pendant la période" in outline.words
        assert "Aucune première réponse" in outline.words

    def test_every_figure_says_what_it_counts(self) -> None:
        words = Outline(page_of(make(BUSY, CALM))).words
        for kind in METRICS.values():
            assert kind.definition in words

    def test_hostile_words_stay_words(self) -> None:
        network = NetworkFigures(network=HOSTILE, items_received=1, decisions=0, replies_published=0)
        report = make(BUSY, CALM, name=HOSTILE, title=HOSTILE, networks=[network], time_zone="Europe/Paris")
        outline = Outline(page_of(report))
        assert not {"script", "img"} & set(outline.tags)
        assert outline.tags.count("style") == 1
        assert HOSTILE in outline.words
        assert not [name for name in outline.attributes if name.startswith("on") or name == "style"]

    def test_a_name_that_turns_lines_round_turns_nothing(self) -> None:
        page = page_of(make(BUSY, CALM, name="\u202eLa banque"))
        assert "\u202e" not in page
        assert page.count("La banque") >= 3

    def test_the_policy_allows_the_one_style_and_nothing_else(self) -> None:
        page = render(make(BUSY, CALM))
        (style,) = re.findall(r"<style>(.*?)</style>", page.content.decode(), re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = page.headers["content-security-policy"]
        assert f"style-src 'sha256-{digest}'" in policy
        assert "default-src 'none'" in policy
        assert "url(" not in style

    def test_the_same_report_gives_the_same_bytes(self) -> None:
        report = make(BUSY, CALM)
        assert (
            render(report).content
            == render(Report.model_validate_json(report.model_dump_json(by_alias=True))).content
        )


class TestCharts:
    @pytest.mark.parametrize(
        ("most", "top"),
        [(0, 4), (4, 4), (5, 5), (7, 8), (11, 20), (99, 100), (100, 100), (1_480, 2_000), (9_001, 10_000)],
    )
    def test_a_scale_ends_at_a_round_number(self, most: int, top: int) -> None:
        assert round_up(most) == top

    def test_bars_stay_within_the_drawing(self) -> None:
        chart = draw_columns([Measured(str(n), n * 37, n) for n in range(60)], str)
        for bar in chart.bars:
            assert chart.left <= bar.x <= bar.x + bar.width <= chart.width
            assert 0 <= bar.y <= bar.part_y <= chart.base
        assert len([bar for bar in chart.bars if bar.label]) <= 8
