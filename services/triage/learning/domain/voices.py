"""Which version says what of a label: versions of a layer that share a label's head have one voice on it, and what
was seen of one holds for the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.triage.scoring.domain.correcting import KIND_OF


@dataclass(frozen=True, slots=True)
class Voices:
    """`heads` has, for each layer under the name that messages carry ("palabre-fr-2+…/c3"), the labels on which it has
    a word of its own, each with the version from which that head stands.
    """

    heads: Mapping[str, Mapping[str, int]]

    def of(self, model: str, label: str) -> str:
        """Whose word on a label this model's is: the general model's own, or a head's ("palabre-fr-2+…/toxic@3").

        Two models of one voice give the same words the same probability. A kind follows the head of its label. A
        layer that is not known has a voice of its own.
        """
        general, _, layer = model.partition("/")
        heads = self.heads.get(model)
        if not layer or heads is None:
            return model
        head = KIND_OF.get(label, label)
        return f"{general}/{head}@{heads[head]}" if head in heads else general

    def alike(self, model: str, label: str) -> list[str]:
        """The names of all models of this one's voice on a label, itself among them."""
        known = {model, model.partition("/")[0], *self.heads}
        voice = self.of(model, label)
        return sorted(name for name in known if self.of(name, label) == voice)
