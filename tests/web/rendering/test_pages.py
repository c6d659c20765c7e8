"""Every page and every block of it renders from its context alone, in both languages."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import Environment, nodes
from pydantic import BaseModel

from services.contracts.triage import (
    Automation,
    Charter,
    Clause,
    ClauseChange,
    ClientLayer,
    Grounds,
    LabelComparison,
    LabelCurve,
    Learning,
    OpinionSetting,
    Proposal,
    Reason,
    Replay,
    ReplayChange,
    ReplayFigures,
    WeekAgreement,
)
from services.contracts.triage import model as model_card
from services.contracts.triage.replay import LabelFigures, RuleFigures, Sides, TeamAgreement
from tests.web.gallery import desk
from tests.web.gallery.frames import NADIA
from tests.web.gallery.markup import check
from tests.web.gallery.pages import GALLERY
from web.pages import form as forms
from web.pages import frame as frames
from web.pages.accounts import context as accounts
from web.pages.automation import context as automation
from web.pages.charter import context as charter
from web.pages.clients import context as clients
from web.pages.desk import context as desk_page
from web.pages.desk import conversation, deciding, picker, queue, verdicts
from web.pages.desk.context import Desk
from web.pages.entry import context as entry
from web.pages.error import context as error
from web.pages.figures import chart
from web.pages.figures import context as figures
from web.pages.keys import context as keys
from web.pages.knowledge import context as knowledge
from web.pages.learning import context as learning_page
from web.pages.learning import curve
from web.pages.me import context as me
from web.pages.model import context as model
from web.pages.model import plots
from web.pages.opinion import context as opinion
from web.pages.replay import context as replay
from web.pages.saved import context as saved
from web.pages.system import context as system
from web.pages.team import context as team
from web.pages.voices import context as voices
from web.rendering import paths, spans, zones
from web.rendering.languages import LANGUAGES
from web.rendering.pages import TEMPLATE_DIRECTORY, Pages, UnknownBlockError, build_environment
from web.rendering.shortcuts import Shortcut

MODULES = (
    forms,
    frames,
    accounts,
    automation,
    charter,
    replay,
    conversation,
    deciding,
    verdicts,
    queue,
    desk_page,
    entry,
    error,
    figures,
    chart,
    knowledge,
    learning_page,
    curve,
    model,
    plots,
    picker,
    saved,
    voices,
    system,
    team,
    me,
    opinion,
    spans,
    clients,
    keys,
    zones,
)
# Served to routes and filters, and never shown themselves.
NOT_SHOWN = {
    "Frame.csrf",
    "Figures.until",
    "Conversation.client_slug",
    "QueueRow.status",
}
# What their pages show as triage tells of it.
CHARTERS_AND_REPLAYS: tuple[type[BaseModel], ...] = (
    Charter,
    Clause,
    ClauseChange,
    Proposal,
    Replay,
    ReplayChange,
    ReplayFigures,
    LabelFigures,
    RuleFigures,
    Sides,
    TeamAgreement,
)


LEARNING_AND_MODEL: tuple[type[BaseModel], ...] = (
    ClientLayer,
    LabelComparison,
    LabelCurve,
    Learning,
    WeekAgreement,
    *(
        value
        for value in vars(model_card).values()
        if isinstance(value, type) and issubclass(value, BaseModel)
    ),
)


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


def all_contexts() -> Iterator[type[Any]]:
    for module in MODULES:
        for value in vars(module).values():
            if (
                dataclasses.is_dataclass(value)
                and isinstance(value, type)
                and value.__module__ == module.__name__
            ):
                yield value


def names_in_templates() -> set[str]:
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    found: set[str] = set()
    for path in TEMPLATE_DIRECTORY.rglob("*.html"):
        tree = environment.parse(path.read_text())
        found |= {node.attr for node in tree.find_all(nodes.Getattr)}
        found |= {
            str(node.args[0].as_const()) for node in tree.find_all(nodes.Filter) if node.name == "selectattr"
        }
    return found


class TestPage:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("name", GALLERY)
    def test_renders_whole_in_every_language(self, pages: Pages, name: str, language: str) -> None:
        page, frame = GALLERY[name].dressed({"language": language})
        html = pages.page(page, frame)
        assert f'<html lang="{language}"' in html
        assert re.search(r"<title>[^<]+ · Palabre</title>", html)

    @pytest.mark.parametrize("name", GALLERY)
    def test_nothing_is_inline_and_no_id_comes_twice(self, pages: Pages, name: str) -> None:
        shown = GALLERY[name]
        html = pages.page(shown.page, shown.frame)
        checker = check(html)
        assert not [
            attribute for attribute, _ in checker.attributes if attribute.startswith(("on", "style", "hx-on"))
        ]
        assert "style" not in checker.tags
        assert re.search(r"<script(?![^>]* src=)", html) is None
        assert len(checker.ids) == len(set(checker.ids))

    @pytest.mark.parametrize("name", GALLERY)
    def test_every_form_that_changes_something_carries_the_token(self, pages: Pages, name: str) -> None:
        shown = GALLERY[name]
        html = pages.page(shown.page, shown.frame)
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", html, re.DOTALL):
            assert '<input type="hidden" name="csrf" value="jeton-de-nadia">' in form


class TestFragment:
    @pytest.mark.parametrize("name", GALLERY)
    def test_each_block_that_a_context_names_renders_alone(self, pages: Pages, name: str) -> None:
        shown = GALLERY[name]
        talk = shown.page.conversation if isinstance(shown.page, Desk) else None
        absent = (
            {"thread": talk, "author": talk, "picker": talk, "composer": talk and talk.composer}
            if isinstance(shown.page, Desk)
            else {}
        )
        for block in (name for name in shown.page.blocks if absent.get(name, True)):
            assert "<html" not in pages.fragment(shown.page, shown.frame, block)

    def test_brings_the_title_and_words_for_the_live_region(self, pages: Pages) -> None:
        html = pages.fragment(desk.OPENED, NADIA, "pane", announcement="Réponse <acceptée>")
        assert html.startswith("<title>Martine Leclerc, Banque Arvenne · Palabre</title>")
        assert 'hx-swap-oob="innerHTML">Réponse &lt;acceptée&gt;</div>' in html

    def test_brings_the_toasts_only_when_asked(self, pages: Pages) -> None:
        assert 'id="toasts"' not in pages.fragment(desk.OPENED, NADIA, "pane")
        with_toasts = pages.fragment(desk.OPENED, NADIA, "pane", with_toasts=True)
        assert check(with_toasts).ids.count("toasts") == 1
        assert 'hx-swap-oob="outerHTML"' in with_toasts

    def test_a_block_that_the_page_does_not_name_is_refused(self, pages: Pages) -> None:
        with pytest.raises(UnknownBlockError):
            pages.fragment(desk.OPENED, NADIA, "title")


class TestToasts:
    def test_stand_alone_for_the_page_that_polls(self, pages: Pages) -> None:
        html = pages.toasts(NADIA)
        assert 'data-send-at="2026-11-22T09:41:16.000Z" data-now="2026-11-22T09:41:05.000Z"' in html
        assert "hx-swap-oob" not in html


class TestContexts:
    def test_are_frozen(self) -> None:
        loose = [c.__name__ for c in all_contexts() if not c.__dataclass_params__.frozen]
        assert loose == []

    def test_tell_what_is_wrong_with_a_form_by_its_fields_and_in_no_other_way(self) -> None:
        apart = {
            f"{context.__name__}.{field.name}"
            for context in all_contexts()
            for field in dataclasses.fields(context)
            if field.name.endswith("_error")
            or (field.name == "errors" and not issubclass(context, forms.Form))
        }
        # That one is a code of what failed at the last sync.
        assert apart == {"AccountRow.last_error"}

    def test_have_no_field_that_no_template_shows(self) -> None:
        shown = names_in_templates()
        unused = {
            f"{context.__name__}.{field.name}"
            for context in all_contexts()
            for field in dataclasses.fields(context)
            if field.name not in shown
        }
        assert unused - NOT_SHOWN == set()

    def test_have_every_name_that_a_template_asks_for(self) -> None:
        known = {field.name for context in all_contexts() for field in dataclasses.fields(context)}
        known |= {name for context in all_contexts() for name in vars(context)} | set(dir(paths))
        known |= {*OpinionSetting.model_fields}
        known |= {*Automation.model_fields, *Grounds.model_fields}
        known |= {name for model in CHARTERS_AND_REPLAYS for name in model.model_fields} | {"values"}
        known |= {name for model in LEARNING_AND_MODEL for name in model.model_fields} | {"partition"}
        known |= set(Reason.model_fields) | {field.name for field in dataclasses.fields(Shortcut)}
        known |= {"isoformat", "year", "last", "first", "index", "index0", "get"}
        assert names_in_templates() - known == set()


class TestTemplates:
    def test_none_trusts_text(self) -> None:
        trusting = re.compile(r"\|\s*safe\b|autoescape|Markup")
        assert [p.name for p in TEMPLATE_DIRECTORY.rglob("*.html") if trusting.search(p.read_text())] == []

    def test_none_is_longer_than_can_be_read(self) -> None:
        lengths = {
            path.name: len(path.read_text().splitlines()) for path in TEMPLATE_DIRECTORY.rglob("*.html")
        }
        assert {name: length for name, length in lengths.items() if length > 150} == {}

    def test_all_compile(self, pages: Pages) -> None:
        environment = build_environment("fr", pages.assets)
        for path in TEMPLATE_DIRECTORY.rglob("*.html"):
            environment.get_template(path.relative_to(TEMPLATE_DIRECTORY).as_posix())
