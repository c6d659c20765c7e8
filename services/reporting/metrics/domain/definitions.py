"""What each metric is, in words that hold whoever counts to the same figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.contracts.reporting import MetricName, MetricUnit


@dataclass(frozen=True, slots=True)
class Kind:
    """A metric's unit, and its definition in French, as the client's people read it."""

    unit: MetricUnit
    definition: str


METRICS: Mapping[MetricName, Kind] = {
    "items_received": Kind(
        "items",
        "Messages du public reçus pendant la période, au jour où ils nous sont parvenus. Ce que le client écrit ou "
        "publie lui-même n’est pas compté. Un message compte une fois, même modifié ; supprimé ensuite par son "
        "auteur, il reste compté, sans que son texte soit conservé.",
    ),
    "decisions": Kind(
        "decisions",
        "Décisions de modération (approuver, masquer, supprimer, rétablir) appliquées par le réseau pendant la "
        "période, par nature et par motif. Deux décisions sur un même message comptent pour deux.",
    ),
    "replies_published": Kind(
        "replies",
        "Réponses publiées sur les réseaux depuis Palabre pendant la période, à l’heure de leur envoi au réseau, "
        "même quand leur parution n’a été constatée que plus tard. Une réponse rappelée avant son départ n’a "
        "jamais existé.",
    ),
    "first_response_median": Kind(
        "seconds",
        "Temps écoulé entre le premier message du public dans une conversation et la première réponse publiée dans "
        "cette conversation, en temps calendaire, nuits et jours fériés compris. Chaque conversation compte une "
        "fois, au jour de cette première réponse. La médiane : la moitié des conversations a été servie plus vite.",
    ),
    "first_response_p90": Kind(
        "seconds",
        "Même mesure que la médiane : temps calendaire entre le premier message du public et la première réponse "
        "publiée dans la conversation, au jour de cette réponse. Neuf conversations sur dix ont été servies plus "
        "vite (neuvième décile, par interpolation linéaire).",
    ),
    "questions_answered_share": Kind(
        "share",
        "Part, entre 0 et 1, des messages reçus pendant la période et reconnus comme questions qui ont reçu une "
        "réponse publiée, même après la période. Une question supprimée par son auteur reste comptée.",
    ),
}
