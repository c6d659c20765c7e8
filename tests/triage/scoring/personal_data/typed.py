"""What people type about health, names and numbers, private or not: {h:…}, {n:…} and {o:…} mark what is private.

Written before the rules that are measured on it were mended, by thinking of people and not of patterns.
"""

TYPED = """
Je suis {h:dépressive} depuis le décès de mon fils
on m'a trouvé {h:un cancer de la thyroïde} en avril
mon fils s'est {h:cassé le poignet} à la récré
Ma femme vient d'{h:accoucher} et la box est morte
je me suis {h:fait une entorse} samedi, séance à décaler
Papa est {h:en soins palliatifs}, on a besoin de la ligne
jai {h:le covid} je peux pas venir chercher mon colis
mon mari est {h:sous dialyse} trois fois par semaine
Ma {h:fibromyalgie} ne me permet plus de porter
{h:Hospitalisé} jusqu'au 20, je ne peux pas signer
mon copain a {h:fait une crise d'épilepsie} dans votre magasin
Bonjour, {h:enceinte}, puis-je avoir une chaise ?
je prends {h:du lithium} donc pas d'alcool
ma grand mère a {h:perdu la vue}
Mon gamin est {h:autiste}, le bruit le terrorise
j'ai été {h:amputé} en 2012
Suis {h:en burn out} depuis janvier
elle a {h:un pacemaker}, peut-elle passer le portique ?
Je suis {h:sourd de l'oreille gauche}
mon père vient de {h:faire un AVC}
ma {h:chimio} commence lundi
je sors de {h:l'hôpital} ce matin
mon bébé a {h:40 de fièvre}
nous attendons {h:des jumeaux} pour mai
ma sœur a {h:la sclérose en plaques}
je dois {h:me faire opérer du genou}
suite à {h:mon AVC} j'écris avec un doigt
Ma fille est {h:anorexique} et votre pub fait mal
{h:Diabétique de type 1}, je voyage avec mes aiguilles
je suis {h:reconnue handicapée à 80 %}
mon traitement {h:anticoagulant} est en rupture
Ma mère a {h:Alzheimer} et répond à tous vos démarcheurs
Mon beau-père {h:est cardiaque}
j'ai {h:des acouphènes} depuis le concert
mon petit frère {h:fait de l'asthme}
j'ai eu {h:deux fausses couches}
Madame Perrin {h:ne marche plus} depuis sa chute
en {h:mi-temps thérapeutique} depuis mars, ma prime a sauté
je suis {h:en arrêt maladie} jusqu'au 3
moi j'ai {h:de l'eczéma} alors la laine non merci
Je suis {h:séropositive} et j'en parle
ma {h:grossesse} est à risque
Ma {h:dyslexie} rend vos formulaires impossibles
mon oncle est {h:mort d'un cancer} en juin
{h:Opéré du cœur} en 2020, je cours encore
le cancer n'attend pas, dit l'affiche
Quels vaccins pour le Kenya ?
votre formule couvre-t-elle les prothèses dentaires
L'appareil ne marche plus
mon téléphone est mort
cette ville est malade de ses voitures
on est handicapés par vos retards
j'en ai mal au ventre de rire
mal au cœur pour les salariés
votre site me donne des boutons
la fièvre du samedi soir au camping
allergique aux files d'attente
je suis accro à vos brioches
folle de ce sac
Les diabétiques peuvent-ils en manger ?
Un décret sur l'endométriose est paru
Il marche pas ton lien
service client aveugle et sourd
journée mondiale contre le sida samedi
les arrêts maladie augmentent selon l'étude
Y a-t-il un ascenseur pour les fauteuils roulants ?
Gel douche sans allergène
Ce film m'a rendu malade d'amour
l'hôpital recrute 12 infirmiers
le taux d'AVC baisse en Bretagne
crise d'angoisse collective devant ma facture mdr
elle marche comment cette promo ?
l'économie sous perfusion
je suis mort de rire
vaccinez-vous contre la grippe
ce dossier est enterré
remboursement des lunettes : quel délai ?
Dentifrice pour gencives sensibles
La maladie du châtaignier gagne le nord
une campagne contre l'obésité des chats
Signé {n:Karima Bouzid}
Mon nom est {n:Loïc Tanguy}
La boulangère, {n:Martine Cottereau}, est formidable
C'est au nom de {n:Pierre-Yves Le Goff}
dossier de ma mère {n:Josiane Rouvier}
Merci à {n:Samira El Amrani} pour son aide
l'avenue Victor Hugo est fermée
Le concert de Clara Luciani est complet
lycée Jean Moulin, entrée B
Merci Sandrine !
Emmanuel Macron vient mardi
Monsieur Lopez du service clients
commande {o:4471-22-B} jamais partie
contrat {o:HB 220 918}
n° client {o:00712255}
Donateur {o:118822}
Ticket {o:#55102} toujours ouvert
Réf dossier : {o:2025/LOG/0081}
ma résa {o:ZK4T9P}
abonné {o:7741200} depuis 2011
il y avait 4 500 personnes place Bellecour
le modèle 3008 est en rupture
l'article 49.3 encore
facture de 1200 euros
le bus 4471 a 10 minutes de retard
rendez-vous le 12/04/2026
"""
