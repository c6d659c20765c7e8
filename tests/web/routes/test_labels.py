"""Labels at the desk: how sure each is, in words, and one click that says otherwise."""

import re
from html import unescape

from services.contracts.triage import CORRECT_LABEL, Correction, PersonalDataSpan
from services.contracts.triage.scoring import Explanation, Ground, Place
from services.runtime.ids import new_id
from tests.web.browser import form_to
from tests.web.fakes.agency import NOW
from tests.web.fakes.opinions import make_opinion
from tests.web.routes.cast import Cast


def address(cast: Cast) -> str:
    return f"/conversations/{cast.conversation.id}"


def labels(cast: Cast) -> str:
    return f"{address(cast)}/items/{cast.conversation.items[0].id}/labels"


def assess(cast: Cast, **changes: object) -> None:
    item = cast.conversation.items[0]
    assert item.assessment is not None
    found = item.assessment.model_copy(update=changes)
    cast.conversation.items[0] = item.model_copy(update={"assessment": found})


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


class TestLabels:
    async def test_each_says_in_words_how_sure_it_is(self, cast: Cast) -> None:
        chances = {"toxic": 0.95, "question": 0.6, "lead": 0.45}
        assess(cast, labels=chances, found=["toxic", "question"], unsure=["lead"])
        page = (await cast.nadia.get(address(cast))).text
        for words in ("très probable", "probable</span>", "incertain"):
            assert words in page

    async def test_one_click_denies_it_and_is_seen_at_once(self, cast: Cast) -> None:
        assess(cast, labels={"spam": 0.95}, found=["spam"])
        page = await cast.nadia.get(address(cast))
        answer = await cast.nadia.send(page, labels(cast), label="spam", value="no")
        assert answer.status_code == 303
        (call,) = cast.stage.switchboard.of(CORRECT_LABEL)
        assert (call.body.label, call.body.value) == ("spam", False)
        after = await cast.nadia.get(address(cast))
        assert "démenti ici" in after.text
        await cast.nadia.send(after, labels(cast), label="spam", value="back")
        assert "démenti ici" not in (await cast.nadia.get(address(cast))).text

    async def test_another_label_can_be_named(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        assert form_to(page.text, labels(cast), value="yes").values
        await cast.nadia.send(page, labels(cast), label="lead", value="yes")
        assert "confirmé ici" in (await cast.nadia.get(address(cast))).text

    async def test_a_message_of_another_conversation_is_not_found(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        place = f"{address(cast)}/items/{new_id()}/labels"
        sent = {**form_to(page.text, labels(cast)).values, "label": "spam", "value": "no"}
        answer = await cast.nadia.http.post(place, data=sent)
        assert answer.status_code == 404
        assert not cast.stage.switchboard.of(CORRECT_LABEL)


class TestGrounds:
    async def test_what_speaks_for_a_label_stands_beside_it_and_is_marked_in_the_text(
        self, cast: Cast
    ) -> None:
        words = cast.conversation.items[0].text[:6]
        grounds = [
            Ground(code="mark", weight=2.0, places=[Place(start=0, end=6)], words=[words]),
            Ground(code="long", weight=-0.4),
        ]
        why = [Explanation(label="question", grounds=grounds)]
        assess(cast, labels={"question": 0.9}, found=["question"], explanation=why)
        page = (await cast.nadia.get(address(cast))).text
        assert "finit par un point d’interrogation" in page
        assert "un message long" in page
        assert f'<mark class="mark" data-kind="ground">{words}</mark>' in page

    async def test_what_the_team_taught_stands_beside_what_the_general_model_says_alone(
        self, cast: Cast
    ) -> None:
        taught = [Ground(code="own_words", weight=1.7, words=["bravo"]), Ground(code="own_less", weight=-0.4)]
        assess(
            cast,
            labels={"lead": 0.9, "spam": 0.2},
            found=["lead"],
            explanation=[Explanation(label="lead", grounds=taught)],
            general={"lead": 0.4, "spam": 0.9},
            general_said={"lead": "no", "spam": "yes"},
        )
        page = (await cast.nadia.get(address(cast))).text
        assert "des mots appris de votre équipe <q" in page
        assert "votre équipe le dit plus rarement qu’ailleurs" in page
        assert "<dt>Sans votre équipe</dt><dd>pas trouvé</dd>" in page
        assert "écarté\u202f: votre équipe l’a appris à la machine" in page
        assert "<dt>Sans votre équipe</dt><dd>très probable</dd>" in page

    async def test_what_the_team_taught_away_is_no_chip_and_can_be_said_to_hold(self, cast: Cast) -> None:
        assess(cast, labels={"spam": 0.2}, found=[], general={"spam": 0.9}, general_said={"spam": "yes"})
        page = await cast.nadia.get(address(cast))
        assert '<li class="chip" data-tone="plain">spam' not in page.text
        await cast.nadia.send(page, labels(cast), label="spam", value="yes")
        (call,) = cast.stage.switchboard.of(CORRECT_LABEL)
        assert (call.body.label, call.body.value) == ("spam", True)

    async def test_an_intent_and_how_urgent_it_is_are_said_in_words(self, cast: Cast) -> None:
        assess(
            cast,
            labels={"service_request": 0.9, "urgency": 0.9},
            found=["service_request", "urgency"],
            intent="refund",
            urgency_level=2,
        )
        page = (await cast.nadia.get(address(cast))).text
        assert "demande\u202f: remboursement" in page
        assert "urgent\u202f: tout de suite" in page

    async def test_personal_data_say_what_their_check_digits_do(self, cast: Cast) -> None:
        spans = [PersonalDataSpan(kind="iban", start=0, end=4, valid=False)]
        assess(cast, personal_data=["iban", "health"], personal_data_spans=spans)
        page = (await cast.nadia.get(address(cast))).text
        assert "IBAN en public, clé fausse" in page
        assert "santé en public" in page.lower()


class TestBelonging:
    async def test_a_kind_stands_under_its_label_with_what_it_rests_on(self, cast: Cast) -> None:
        insult = [Ground(code="insult", weight=2.0, words=["nuls"]), Ground(code="long", weight=-0.7)]
        why = [Explanation(label="toxic", grounds=[]), Explanation(label="insult", grounds=insult)]
        assess(cast, labels={"toxic": 0.9, "insult": 0.7}, found=["toxic"], explanation=why)
        page = words_of((await cast.nadia.get(address(cast))).text)
        assert (
            "insulte probable : un mot connu comme insulte nuls (pèse beaucoup) ; contre : un message long"
            in page
        )

    async def test_what_people_said_of_a_kind_stands_alone(self, cast: Cast) -> None:
        why = [Explanation(label="insult", grounds=[Ground(code="shouts", weight=2.0)])]
        assess(cast, labels={"toxic": 0.9, "insult": 0.7}, found=["toxic"], explanation=why)
        page = await cast.nadia.get(address(cast))
        assert "probable : écrit en capitales" in words_of(page.text)
        await cast.nadia.send(page, labels(cast), label="toxic", value="no")
        after = await cast.nadia.get(address(cast))
        assert "probable : écrit en capitales" not in words_of(after.text)

    async def test_what_is_wanted_the_tone_and_what_is_pressing_say_why(self, cast: Cast) -> None:
        mark = [Ground(code="mark", weight=1.0)]
        assess(
            cast,
            labels={"service_request": 0.9, "urgency": 0.9},
            found=["service_request", "urgency"],
            intent="refund",
            urgency_level=2,
            sentiment="negative",
            explanation=[
                Explanation(label="intent", answer="refund", grounds=mark),
                Explanation(label="urgency_2", grounds=mark),
                Explanation(label="sentiment", answer="negative", grounds=[Ground(code="long", weight=-0.7)]),
            ],
        )
        page = words_of((await cast.nadia.get(address(cast))).text)
        for line in ("remboursement", "tout de suite"):
            assert f"{line} : finit par un point d’interrogation" in page
        assert "ton mécontent ; contre : un message long" in page

    async def test_an_answer_that_somebody_replaced_is_not_explained(self, cast: Cast) -> None:
        why = [Explanation(label="sentiment", answer="positive", grounds=[Ground(code="shouts", weight=1.0)])]
        assess(cast, sentiment="negative", explanation=why)
        assert "écrit en capitales" not in (await cast.nadia.get(address(cast))).text


class TestAnswers:
    async def test_a_tone_is_corrected_and_taken_back(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        await cast.nadia.send(page, labels(cast), label="sentiment", value="yes", answer="positive")
        (call,) = cast.stage.switchboard.of(CORRECT_LABEL)
        assert (call.body.label, call.body.value, call.body.answer) == ("sentiment", True, "positive")
        after = await cast.nadia.get(address(cast))
        assert form_to(after.text, labels(cast), label="sentiment").values

    async def test_an_answer_that_none_is_is_refused(self, cast: Cast) -> None:
        page = await cast.nadia.get(address(cast))
        sent = {
            **form_to(page.text, labels(cast)).values,
            "label": "sentiment",
            "value": "yes",
            "answer": "blue",
        }
        assert (await cast.nadia.http.post(labels(cast), data=sent)).status_code == 422
        assert not cast.stage.switchboard.of(CORRECT_LABEL)


class TestOutdated:
    async def test_what_was_said_of_earlier_words_is_offered_again(self, cast: Cast) -> None:
        item = cast.conversation.items[0]
        old = Correction(label="lead", value=True, by="user:nadia", at=NOW, is_outdated=True)
        cast.conversation.items[0] = item.model_copy(update={"corrections": [old]})
        page = (await cast.nadia.get(address(cast))).text
        assert "corrigé avant la modification" in page
        assert "Toujours vrai" in page


class TestSecondOpinion:
    async def test_it_stands_beside_ours_with_its_model_and_its_cost(self, cast: Cast) -> None:
        item = cast.conversation.items[0]
        assess(cast, labels={"toxic": 0.5}, found=["toxic"], unsure=["toxic"])
        cast.stage.agency.opinions = [make_opinion(cast.conversation.client_id, item.id)]
        page = (await cast.nadia.get(address(cast))).text
        for words in ("Second avis", "petit-modele", "Une critique vive, sans injure.", "0,0021\u00a0€"):
            assert words in page

    async def test_where_there_is_none_it_says_why(self, cast: Cast) -> None:
        item = cast.conversation.items[0]
        none = make_opinion(
            cast.conversation.client_id,
            item.id,
            outcome="no_answer",
            failure="timed_out",
            labels={},
            reason="",
        )
        cast.stage.agency.opinions = [none]
        assert "n’a pas répondu à temps" in (await cast.nadia.get(address(cast))).text
