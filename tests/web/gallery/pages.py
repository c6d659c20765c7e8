"""The gallery's list: a name, a context and who looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from tests.web.gallery import desk
from tests.web.gallery.frames import NADIA, UNKNOWN
from web.pages.context import PageContext
from web.pages.frame import Frame, Theme


@dataclass(frozen=True)
class Shown:
    page: PageContext
    frame: Frame

    def dressed(self, query: Mapping[str, str]) -> tuple[PageContext, Frame]:
        """Return the page in another theme or language, as the address asks."""
        theme = cast(Theme, query.get("theme", self.frame.theme))
        return self.page, replace(
            self.frame, theme=theme, language=query.get("language", self.frame.language)
        )


GALLERY: Mapping[str, Shown] = {
    "queue": Shown(desk.QUEUE_ALONE, NADIA),
    "queue-empty": Shown(desk.NOTHING_WAITS, replace(NADIA, pending=(UNKNOWN,))),
    "conversation": Shown(desk.OPENED, NADIA),
}
