"""The standing articles of the newspaper. Town, people and figures are made up."""

from dataclasses import dataclass

HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Story:
    slug: str
    kicker: str
    title: str
    standfirst: str
    body: str
    byline: str
    seconds_old: int = 0


BRIDGE = Story(
    slug="pont-des-lavandieres",
    kicker="Circulation",
    title="Le pont des Lavandières fermera six mois à partir de mars",
    standfirst="Fissures, corrosion, trottoirs affaissés : la ville de Montrelais engage 4,2 millions d’euros de "
    "travaux. Les 9 000 véhicules qui l’empruntent chaque jour devront passer par la rocade.",
    body="""\
Le diagnostic est tombé mardi soir, devant une salle du conseil inhabituellement pleine : le pont des \
Lavandières, qui relie depuis 1931 le centre de Montrelais au quartier de la Gare, ne passera pas un \
hiver de plus sans travaux. « Nous n’avons plus le choix, a résumé la maire, Hélène Corvaisier. \
Attendre, c’est prendre le risque d’une fermeture sans préavis. »

Le chantier débutera le 2 mars et doit s’achever fin août. Pendant six mois, l’ouvrage sera entièrement \
fermé aux voitures et aux bus. Une passerelle provisoire, large de trois mètres, restera ouverte aux \
piétons et aux cyclistes.

La déviation par la rocade ajoutera, selon les services techniques, entre huit et quinze minutes aux \
trajets du matin. La ligne 3 sera coupée en deux : les voyageurs changeront de bus de part et d’autre de \
la passerelle. Deux navettes gratuites relieront la gare au marché le mercredi et le samedi.

Du côté des commerçants de la rue du Port, l’inquiétude domine. « En 2014, pour trois mois de travaux, \
j’ai perdu un tiers de mon chiffre », rappelle Sandrine Le Goff, qui tient la librairie du quai. La ville \
promet un fonds d’indemnisation de 150 000 euros, dont les critères seront votés en janvier.

Une réunion publique est prévue jeudi 10 décembre à 19 heures, salle des fêtes. D’ici là, le plan de \
circulation peut être consulté en mairie.""",
    byline="Maëlle Tanguy",
    seconds_old=3 * HOUR,
)

CANTEEN = Story(
    slug="cantines-produits-locaux",
    kicker="Écoles",
    title="Dans les cantines, six produits sur dix viendront de moins de 50 kilomètres",
    standfirst="À la rentrée de janvier, les onze restaurants scolaires de Montrelais changent de fournisseurs. "
    "Le prix du repas, lui, ne bougera pas pour les familles.",
    body="""\
Des lentilles de Saint-Aubin, des pommes de la vallée, du pain cuit rue des Forges : le menu de la \
première semaine de janvier, présenté vendredi aux délégués de parents, ressemble à une carte du canton. \
La ville vise 60 % de produits locaux dans ses onze cantines, contre 22 % aujourd’hui.

Treize exploitations ont été retenues au terme d’un marché découpé en petits lots, pour que les fermes \
modestes puissent répondre. « On ne pouvait pas fournir 1 800 repas par jour, explique Karim Benhaddou, \
maraîcher à Pont-Neuvy. Mais les poireaux de quatre écoles, oui. »

Le surcoût, estimé à 38 centimes par repas, sera pris en charge par la commune. Les tarifs, calculés sur \
le quotient familial, resteront inchangés jusqu’en juillet 2028.

Deux menus végétariens seront servis chaque semaine, contre un actuellement. C’est le point qui a le plus \
divisé les parents : certains y voient un progrès, d’autres redoutent des assiettes qui repartent pleines. \
La ville s’engage à publier chaque mois le poids des restes, école par école.

Les inscriptions sont ouvertes jusqu’au 18 décembre, en ligne ou au guichet famille.""",
    byline="Julien Abgrall",
    seconds_old=26 * HOUR,
)

ARTICLES = (BRIDGE, CANTEEN)
