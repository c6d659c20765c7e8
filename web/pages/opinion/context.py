"""What the page of second opinions is given: a client's switch and budget, and what was spent."""

from dataclasses import dataclass
from typing import ClassVar

from services.contracts.triage import OpinionSetting
from web.pages.accounts.context import ClientHead
from web.pages.form import Form


@dataclass(frozen=True)
class BudgetForm(Form):
    """As it is written: calls and euros of one day."""

    calls: str = ""
    euros: str = ""


@dataclass(frozen=True)
class Opinions:
    """`switched_by` is a name that people know."""

    template: ClassVar[str] = "opinion/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("setting",)

    client: ClientHead
    setting: OpinionSetting
    form: BudgetForm
    switched_by: str = ""
