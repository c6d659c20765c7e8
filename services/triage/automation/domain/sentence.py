"""What a rule's figures come to, in one sentence for whoever reads the API."""

from services.triage.automation.domain.threshold import Verdict

BEING_WEIGHED = "What people decided is being weighed."


def say(verdict: Verdict, limit: float) -> str:
    """Say from where the rule may act and why, or what it lacks."""
    seen = f"{verdict.count} decisions of people, {verdict.errors} of them otherwise"
    if verdict.threshold is not None:
        return (
            f"From a probability of {verdict.threshold:g} on there are {seen}: with 95% certainty at most "
            f"{verdict.bound:.1%} of such acts are wrong, and {limit:.1%} are allowed."
        )
    if verdict.missing is None:
        return f"From {verdict.start:g} on there are {seen}: too many errors for a limit of {limit:.1%}."
    return (
        f"Too little is known to act: from {verdict.start:g} on there are {seen}. {verdict.missing} more that agree "
        f"with the label would show that at most {limit:.1%} are wrong."
    )
