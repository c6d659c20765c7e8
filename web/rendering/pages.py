"""Renders a page, or named blocks of it, from its frozen context; each language has an environment of its own."""

import json
from functools import cache
from pathlib import Path

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from jinja2_fragments import render_blocks
from markupsafe import Markup

from services.runtime.documents import strict_environment
from web.pages.context import PageContext
from web.pages.frame import Frame
from web.rendering import paths
from web.rendering.assets import Assets, read_assets
from web.rendering.filters import install_filters
from web.rendering.languages import LANGUAGES, load_language
from web.rendering.shortcuts import SHORTCUTS

TEMPLATE_DIRECTORY = Path(__file__).parent.parent / "templates"


# No inheritance, no evaluation, no injected style; only our own server; a refused form (422) is shown like any
# answer; and no page is kept in the browser's storage, since pages hold what people wrote. Of an element that is
# replaced by its like only the class fades over: a field that somebody has made taller has a style, and writing that
# onto the new one is what the policy stops.
HTMX_CONFIG = json.dumps(
    {
        "disableInheritance": True,
        "allowEval": False,
        "allowScriptTags": False,
        "allowNestedOobSwaps": False,
        "includeIndicatorStyles": False,
        "attributesToSettle": ["class"],
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "422", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }
)


class UnknownBlockError(LookupError):
    """A route asked for a block that the page does not name."""


class Pages:
    """Shared by all requests; holds no state of any of them."""

    def __init__(self, assets: Assets | None = None) -> None:
        self.assets = assets or read_assets()
        self._environments = {tag: build_environment(tag, self.assets) for tag in LANGUAGES}

    def page(self, context: PageContext, frame: Frame) -> str:
        """Return the whole document."""
        template = self._environments[frame.language].get_template(context.template)
        return template.render(page=context, frame=frame)

    def fragment(
        self,
        context: PageContext,
        frame: Frame,
        *blocks: str,
        announcement: str = "",
        with_toasts: bool = False,
    ) -> str:
        """Return the named blocks, words for the live region, and the page's title unless they are mere parts of it.

        The title and the region are picked up by HTMX wherever the blocks themselves go. `with_toasts` brings
        the replies about to leave up to date as well, after an action that changed them.
        """
        for block in blocks:
            if block not in context.blocks:
                raise UnknownBlockError(f"{type(context).__name__} has no block {block!r}")
        environment = self._environments[frame.language]
        body = render_blocks(environment, context.template, list(blocks), page=context, frame=frame)
        name = render_blocks(environment, context.template, ["title"], page=context, frame=frame)
        is_part = getattr(context, "parts", frozenset()).issuperset(blocks)
        title = "" if is_part else f"<title>{name} · Palabre</title>"
        around = environment.get_template("frame/around.html").render(
            frame=frame, announcement=announcement, with_toasts=with_toasts
        )
        return title + body + around

    def toasts(self, frame: Frame, announcement: str = "") -> str:
        """Return the replies about to leave, alone but for words for the live region."""
        environment = self._environments[frame.language]
        around = environment.get_template("frame/around.html").render(
            frame=frame, announcement=announcement, with_toasts=False
        )
        return environment.get_template("frame/toasts.html").render(frame=frame) + around

    def preparation(self, frame: Frame) -> str:
        """Return the line that says how far the demo is; nothing when there is nothing to say."""
        return self._environments[frame.language].get_template("frame/preparation.html").render(frame=frame)

    def stopped(self, frame: Frame) -> str:
        """Return the rules that stopped by themselves, alone."""
        return self._environments[frame.language].get_template("frame/stopped.html").render(frame=frame)

    def views(self, frame: Frame) -> str:
        """Return the views of the rail with their counts, and the one count of the tab bar."""
        environment = self._environments[frame.language]
        rail = environment.get_template("frame/views.html").render(frame=frame)
        tab = environment.get_template("frame/waiting.html").render(frame=frame, is_out_of_band=True)
        return rail + tab


def build_environment(tag: str, assets: Assets) -> Environment:
    """Raise KeyError for a language that the interface does not speak."""
    language = load_language(tag)
    environment = strict_environment(TEMPLATE_DIRECTORY, ["jinja2.ext.i18n", "jinja2.ext.do"])
    environment.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {
        "asset": assets.address,
        "paths": paths,
        "csrf_field": csrf_field,
        "htmx_config": HTMX_CONFIG,
        "shortcuts": SHORTCUTS,
    }
    install_filters(environment, language)
    return environment


@pass_context
def csrf_field(context: Context) -> Markup:
    """Return the hidden field that every form which changes something carries."""
    frame: Frame = context["frame"]
    return Markup('<input type="hidden" name="csrf" value="{}">').format(frame.csrf)


@cache
def shared_pages() -> Pages:
    """Return the one renderer of this process."""
    return Pages()
