"""A client's voice: kept by who keeps its settings, with a draft that shows how it sounds."""

import re

import pytest

from services.contracts.reply import SET_VOICE, Voice
from tests.web.browser import form_to
from tests.web.routes.cast import Cast

KEEP = "/clients/telvia/voice"


def drafts_in(page: str) -> list[str]:
    return re.findall(r'class="preview__text"[^>]*><bdi>(.*?)</bdi></p>', page, re.DOTALL)


class TestShow:
    async def test_the_voice_stands_in_the_form(self, cast: Cast) -> None:
        cast.stage.agency.voices[cast.telvia.id] = Voice(
            address="tu",
            greeting="Salut {name} !",
            signature="L’équipe",
            undo_seconds={"default": 20, "email": 60},
            avoid=["souci", "cher client"],
        )
        page = await cast.lucie.get("/voice?client=telvia")
        values = form_to(page.text, KEEP).values
        assert values["address"] == "tu"
        assert values["avoid"] == "souci\ncher client"
        # The client's own networks have a field, and those that a window is kept for.
        seconds = {name: value for name, value in values.items() if name.startswith("seconds-")}
        assert seconds == {"seconds-default": "20", "seconds-email": "60", "seconds-sandbox": ""}
        named, unnamed = drafts_in(page.text)
        assert named.startswith("Salut Léa !\n\nTa carte")
        assert unnamed.startswith("Salut !\n\nTa carte")
        assert named.endswith("L’équipe")

    async def test_a_moderator_has_no_way_there(self, cast: Cast) -> None:
        assert 'href="/voice' not in (await cast.nadia.get("/knowledge")).text
        assert 'href="/voice?client=telvia"' in (await cast.lucie.get("/knowledge")).text


class TestKeep:
    async def test_what_is_kept_reaches_the_replies(self, cast: Cast) -> None:
        page = await cast.lucie.get("/voice?client=telvia")
        form = {
            "address": "tu",
            "greeting": "Salut {name},",
            "avoid": " souci \r\n\r\nnavré",
            "seconds-sandbox": "0",
        }
        answer = await cast.lucie.send(page, KEEP, **form)
        assert answer.headers["location"] == "/voice?client=telvia"
        body = cast.stage.switchboard.of(SET_VOICE)[0].body
        assert (body.address, body.greeting, body.avoid) == ("tu", "Salut {name},", ["souci", "navré"])
        assert body.undo_seconds == {"default": 15, "sandbox": 0}

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"greeting": "Bonjour {prénom},"}, "{prénom} ne correspond à rien"),
            ({"greeting": "Bonjour {signature},"}, "{signature} ne correspond à rien"),
            ({"greeting": "x" * 201}, "trop long"),
            ({"avoid": "x" * 101}, "trop long"),
            ({"seconds-default": "3601"}, "Entre 0 et 3 600"),
            ({"seconds-sandbox": "-1"}, "Entre 0 et 3 600"),
            ({"seconds-sandbox": "une"}, "Entre 0 et 3 600"),
        ],
    )
    async def test_a_refused_form_keeps_what_was_written(
        self, cast: Cast, values: dict[str, str], words: str
    ) -> None:
        page = await cast.lucie.get("/voice?client=telvia")
        written = {"signature": "La nouvelle", **values}
        answer = await cast.lucie.send(page, KEEP, **written)
        assert answer.status_code == 422
        assert words in answer.text.replace("\u202f", " ").replace("\xa0", " ")
        kept = form_to(answer.text, KEEP).values
        assert {name: kept[name] for name in written} == written
        assert cast.stage.switchboard.of(SET_VOICE) == []


class TestPreview:
    async def test_it_follows_what_is_typed_and_keeps_nothing(self, cast: Cast) -> None:
        values = form_to((await cast.lucie.get("/voice?client=telvia")).text, KEEP).values
        form = {**values, "greeting": "Coucou {name} <b>", "signature": "M & moi", "address": "tu"}
        headers = {"HX-Request": "true"}
        answer = await cast.lucie.http.post(f"{KEEP}/preview", data=form, headers=headers)
        named, _ = drafts_in(answer.text)
        assert named.startswith("Coucou Léa &lt;b&gt;\n\nTa carte")
        assert named.endswith("M &amp; moi")
        assert "<html" not in answer.text
        assert cast.stage.switchboard.of(SET_VOICE) == []

    async def test_without_a_script_the_form_stays_as_typed(self, cast: Cast) -> None:
        values = form_to((await cast.lucie.get("/voice?client=telvia")).text, KEEP).values
        answer = await cast.lucie.http.post(f"{KEEP}/preview", data={**values, "signature": "Essai"})
        assert form_to(answer.text, KEEP).values["signature"] == "Essai"
        assert drafts_in(answer.text)[0].endswith("Essai")
