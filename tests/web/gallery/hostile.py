"""What an attacker would write, in every place where the public may write."""

from dataclasses import replace

from services.contracts.triage import Span
from tests.web.gallery import desk
from web.pages.desk.context import Desk
from web.rendering.spans import excerpt_text, split_text

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "<div hx-get='/sign-out' hx-trigger='load'>",
    "</title><base href=//evil.example>",
    "{{ 7 * 7 }}{% raw %}",
)


def infect(payload: str) -> Desk:
    spans = [Span(label="toxic", start=1, end=9), Span(label="phone", start=4, end=12)]
    row = replace(
        desk.QUEUE.rows[0], author_name=payload, excerpt=excerpt_text(payload, spans), client_name=payload
    )
    bubbles = tuple(
        replace(b, author_name=payload, segments=split_text(payload, spans), url=payload)
        for b in desk.BUBBLES
    )
    draft = replace(desk.COMPOSER.drafts[0], title=payload, text=payload)
    composer = replace(
        desk.COMPOSER, author_name=payload, text=payload, drafts=(draft,), error=payload, key=payload
    )
    author = replace(desk.CONVERSATION.author, name=payload, handle=payload, url=payload)
    talk = replace(
        desk.CONVERSATION,
        bubbles=bubbles,
        composer=composer,
        author=author,
        post=payload,
        post_url=payload,
        account_name=payload,
    )
    return Desk(queue=replace(desk.QUEUE, rows=(row,)), conversation=talk)


INFECTED = infect(" ".join(PAYLOADS))
