"""The newspaper as a client of the agency: its name, its account, and what drafts may quote. All made up."""

from dataclasses import dataclass

CLIENT_SLUG = "gazette"
CLIENT_NAME = "La Gazette de Montrelais"
ACCOUNT_SLUG = "site"
ACCOUNT_NAME = "commentaires des articles"


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    body: str


KNOWLEDGE = (
    Entry(
        title="Fermeture du pont des Lavandières",
        body="Le pont des Lavandières est fermé aux voitures et aux bus du 2 mars à la fin du mois d’août. "
        "La passerelle provisoire reste ouverte aux piétons et aux cyclistes. "
        "La déviation par la rocade ajoute entre huit et quinze minutes le matin. "
        "Deux navettes gratuites relient la gare au marché le mercredi et le samedi. "
        "Une réunion publique est prévue jeudi 10 décembre à 19 heures, salle des fêtes.",
    ),
    Entry(
        title="Inscriptions et tarifs de la cantine",
        body="Les inscriptions à la cantine sont ouvertes jusqu’au 18 décembre, en ligne ou au guichet famille. "
        "Les tarifs de la cantine restent inchangés jusqu’en juillet 2028. "
        "Deux menus végétariens sont servis chaque semaine.",
    ),
    Entry(
        title="Signaler une erreur dans un article",
        body="Pour signaler une erreur dans un article, écrivez à la rédaction avec le titre et le passage : "
        "nous vérifions et corrigeons dans la journée. "
        "Chaque correction est indiquée au bas de l’article.",
    ),
)
