"""Settings of triage: PALABRE_TRIAGE_… where given, else PALABRE_…"""

from typing import ClassVar, Literal

from pydantic import Field, SecretStr

from services.contracts.topology import ServiceName
from services.runtime.settings import ServiceSettings

AnswerForm = Literal["json_schema", "json_object", "none"]


class TriageSettings(ServiceSettings):
    """`score_rate` requests to score are taken a second from one caller, and bursts of up to `score_burst`.

    `score_at_once` of its requests are worked on at a time, and `score_waiting` more wait for that.
    Without `opinion_url` and `opinion_model` there are no second opinions; prices are euros for a million tokens.
    `opinion_form` is how the model's server is asked to hold it to the form of an answer.
    """

    service: ClassVar[ServiceName] = "triage"

    score_rate: float = Field(default=20, gt=0)
    score_burst: float = Field(default=60, ge=1)
    score_at_once: int = Field(default=2, ge=1)
    score_waiting: int = Field(default=20, ge=0)

    opinion_url: str = Field(default="", pattern=r"^$|^https?://[^\s/]")
    opinion_key: SecretStr | None = None
    opinion_model: str = Field(default="", max_length=200)
    opinion_form: AnswerForm = "json_schema"
    opinion_price_in: float = Field(default=0, ge=0, le=10_000, allow_inf_nan=False)
    opinion_price_out: float = Field(default=0, ge=0, le=10_000, allow_inf_nan=False)
    opinion_timeout: float = Field(default=15, gt=0, le=30)
    opinion_at_once: int = Field(default=4, ge=1, le=8)
