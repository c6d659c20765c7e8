"""The help on keys and the controls that they press come from one list, and none is missing on either side."""

import re

from tests.web.gallery import desk
from tests.web.gallery.frames import NADIA
from web.rendering.pages import TEMPLATE_DIRECTORY, Pages
from web.rendering.shortcuts import SHORTCUTS

PRESSED = re.compile(r'data-key="([^"]+)"')


class TestShortcuts:
    def test_each_that_presses_something_has_its_control_in_an_open_conversation(self) -> None:
        html = Pages().page(desk.OPENED, NADIA)
        assert set(PRESSED.findall(html)) == {one.presses for one in SHORTCUTS if one.presses}

    def test_each_control_is_in_the_help(self) -> None:
        sources = "".join(path.read_text() for path in TEMPLATE_DIRECTORY.rglob("*.html"))
        literal = {key for key in PRESSED.findall(sources) if "{" not in key}
        assert literal <= {one.presses for one in SHORTCUTS}

    def test_the_help_names_approving_hiding_and_deleting(self) -> None:
        help_ = Pages().page(desk.OPENED, NADIA).split('id="keys-help"')[1]
        shown = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", help_, re.DOTALL)
        words = {re.sub(r"<.*?>", "", keys).strip(): meaning for keys, meaning in shown}
        assert len(words) == len(SHORTCUTS)
        assert {words["a"], words["h"], words["d"]} == {"l’approuver", "le masquer", "le supprimer"}

    def test_the_script_knows_every_act_that_is_not_a_control(self) -> None:
        script = (TEMPLATE_DIRECTORY.parent / "static/js/keys.js").read_text()
        acts = script.split("const acts = {")[1].split("};")[0]
        assert set(re.findall(r"(\w+): \(\)", acts)) == {one.does for one in SHORTCUTS if one.does}
