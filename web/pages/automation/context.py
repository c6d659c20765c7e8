"""What the page of automation is given: a client's rules with their evidence, and one form."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from services.contracts.triage import Automation
from web.pages.accounts.context import ClientHead
from web.pages.form import Form


@dataclass(frozen=True)
class RuleRow:
    """A rule as triage tells of it; `switched_by` is a name that people know."""

    rule: Automation
    switched_by: str = ""


@dataclass(frozen=True)
class RuleForm(Form):
    """`limit` and `share` are written as numbers between 0 and 1; without a `rule_id` a rule is added."""

    label: str = "toxic"
    act: str = "hide"
    network: str = ""
    limit: str = "0.05"
    share: str = "0.1"
    rule_id: UUID | None = None


@dataclass(frozen=True)
class Rules:
    """`labels` are those that the model knows, `networks` those of the client's accounts; `limits` and `shares` may be
    chosen, as they are written in the form.
    """

    template: ClassVar[str] = "automation/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("rules", "form")

    client: ClientHead
    rules: tuple[RuleRow, ...]
    labels: tuple[str, ...]
    networks: tuple[str, ...]
    form: RuleForm = RuleForm()
    limits: tuple[str, ...] = ("0.01", "0.02", "0.05", "0.1", "0.2")
    shares: tuple[str, ...] = ("0.05", "0.1", "0.2", "0.5")
