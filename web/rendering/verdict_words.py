"""Words around what the machine says of a message: what it rests on, how much that weighs, and what can be answered."""

from collections.abc import Mapping

from web.rendering.languages import mark
from web.rendering.words import LABELS

# What speaks for a label or against it, as an item of a list; the words that it rests on follow.
GROUNDS: Mapping[str, str] = {
    "words": mark("its words"),
    "trade": mark("these words in this trade"),
    "context": mark("what is said above"),
    "meaning": mark("the meaning of the whole message"),
    "insult": mark("a word known as an insult"),
    "hate": mark("a word known from hate"),
    "threat": mark("a phrase known from threats"),
    "profanity": mark("a coarse word"),
    "quoted": mark("words in quotation marks"),
    "curt": mark("an attack in few words"),
    "to_one_person": mark("speaks to one person"),
    "polite": mark("polite, or about oneself"),
    "pending": mark("says that it waits"),
    "complaint": mark("a phrase of complaint"),
    "link": mark("a link"),
    "digits": mark("a number"),
    "shouts": mark("written in capitals"),
    "long": mark("a long message"),
    "short": mark("a short message"),
    "tone_good": mark("words of praise"),
    "tone_bad": mark("words of blame"),
    "mark": mark("ends with a question mark"),
    "opening": mark("opens with a word that asks"),
    "inside": mark("a phrase that asks"),
    "inversion": mark("verb before subject"),
    "request": mark("a direct request"),
    "rhetorical": mark("a rhetorical phrase"),
    "asks": mark("a sentence that asks"),
    "asks_nothing": mark("no sentence that asks"),
    "personal_data": mark("found in the text"),
    "own_words": mark("words learnt from your team"),
    "own_more": mark("your team says so more often than elsewhere"),
    "own_less": mark("your team says so less often than elsewhere"),
}
WEIGHTS: Mapping[str, str] = {"much": mark("weighs much"), "little": mark("weighs little")}

INTENTS: Mapping[str, str] = {
    "order_delivery": mark("order or delivery"),
    "billing": mark("billing"),
    "account_access": mark("access to the account"),
    "outage_technical": mark("breakdown or fault"),
    "cancellation": mark("cancellation"),
    "refund": mark("refund"),
    "opening_hours_place": mark("hours or place"),
    "product_info": mark("about a product"),
    "quality_defect_safety": mark("quality, defect or safety"),
    "job_application": mark("application for a job"),
    "administrative_procedure": mark("administrative procedure"),
    "donation": mark("donation"),
    "subscription": mark("subscription"),
    "other": mark("another request"),
}
URGENCIES: Mapping[str, str] = {
    "0": mark("can wait"),
    "1": mark("the same day"),
    "2": mark("at once"),
}
TONES: Mapping[str, str] = {
    "negative": mark("discontented tone"),
    "neutral": mark("neutral tone"),
    "positive": mark("contented tone"),
}
ASKED: Mapping[str, str] = {
    "sentiment": mark("Tone"),
    "intent": mark("What is wanted"),
    "urgency_level": mark("How urgent"),
}
LEARNT: Mapping[str, str] = {
    **LABELS,
    "sentiment": mark("tone"),
    "intent": mark("what is wanted"),
    "urgency_level": mark("how urgent"),
    "urgency_2": mark("urgent at once"),
}
"""What a client's own layer learns."""
ANSWERS: Mapping[str, str] = {**INTENTS, **URGENCIES, **TONES}

# Why there is no second opinion.
NO_OPINION: Mapping[str, str] = {
    "busy": mark("The model was busy; ours stands alone."),
    "interrupted": mark("The question was cut off; ours stands alone."),
    "malformed": mark("The model answered in another form than asked; ours stands alone."),
    "refused": mark("The model refused to answer; ours stands alone."),
    "failed": mark("The model's server reported an error; ours stands alone."),
    "timed_out": mark("The model did not answer in time; ours stands alone."),
    "truncated": mark("The model's answer broke off; ours stands alone."),
    "unreachable": mark("The model could not be reached; ours stands alone."),
    "over_budget": mark("The day's budget was used up; ours stands alone."),
    "waiting": mark("Asked soon."),
    "asking": mark("Being asked."),
}
