"""Lines as in `posts`, written before the rules had been read: .871 of F1 over all kinds before they were mended, and
.922 after they were mended on `posts` alone. What was missed here has taught them a few things since.
"""

UNSEEN = """
Bonjour, toujours pas reçu ma carte bleue depuis le 3, mon n° client c'est {o:00418827 K}, appelez moi au \
{p:06.39.98.44.21} apres 17h svp
Madame, Monsieur,¶Je me permets de vous relancer au sujet de mon sinistre dégât des eaux du 14 octobre \
(dossier {o:DDE-26-7741}). L'expert n'est jamais venu.¶Cordialement,¶{n:Marie-Claude Estrabaut}¶{a:27 \
bis, chemin des Amandiers}
on a attendu 3h aux urgences hier soir avec ma fille, {h:bras cassé}, et personne pour nous dire quoi que \
ce soit
Macron est venu inaugurer ça en 2019 et depuis plus rien, bravo
jai changé dadresse je suis maintenant au {a:8 imp des lilas} a Montreuil faut faire koi pour le courrier ??
Bravo à Julie du magasin de Reims, un accueil au top !
Le 3949 sonne dans le vide depuis ce matin, c'est normal ?
mon mari est {h:sous oxygène} à la maison et vous coupez le courant sans prévenir, vous vous rendez compte
{n:DUVERNOIS Jean-Paul}, locataire au {a:12 rue Pasteur, escalier B}, je signale que l'ascenseur est en \
panne depuis lundi
Ça fait 4 fois que j'écris. commande {o:WEB2210-55871} payée le 02/11, débitée 89,90 €, et toujours « en \
préparation »
Est-ce que le pass navigo marche aussi pour les trains vers Orléans ?
je vous laisse mon mail : {e:lucie.marand arobase boitamel point fr}
c quoi le prix de la PS-440 XL par rapport a la 440 normale
Mon père, {h:Alzheimer} depuis 3 ans, a signé un contrat avec votre démarcheur. Vous n'avez pas honte ?
Bonjour je m'appelle {n:Fatoumata Sissoko} et je cherche un logement pour moi et mes 2 enfants, on dort \
chez une amie en ce moment
La dengue progresse en Guadeloupe, quand est-ce que la ville démoustique ?
Mon numéro de sécu {s:2 91 11 33 563 947 72} est refusé par votre site. Pourtant c'est bien celui de ma \
carte vitale
Les journalistes comme Apolline de Malherbe feraient mieux de poser de vraies questions
RIB pour le remboursement : {i:FR52 0693 7232 5301 4350 5763 881}. Merci de confirmer réception.
je prefere pas donner mon numero ici je vous ecris en mp
mon portable en fait c'est {p:zéro six trente-neuf quatre-vingt-dix-huit douze zéro quatre}
Ma carte {c:4973 3203 4654 1458} a été débitée deux fois hier chez vous, 42,50 et encore 42,50
depuis que j'ai mangé vos raviolis jai {h:des crampes d'estomac} terribles, ma soeur pareil {h:elle a \
vomi} toute la nuit
Le tramway ligne 2 était encore bloqué à République à 8h12 ce matin
Suite à ma {h:fausse couche} j'ai dû annuler le séjour. J'ai envoyé le certificat. Réservation \
{o:LMX-90022}. Pouvez-vous me dire si l'assurance prend en charge ?
Petit message pour dire merci au Dr Benamar et à toute l'équipe, vous êtes formidables
13 boulevard Voltaire c'est bien l'adresse de votre agence ? vous êtes ouverts le samedi ?
Il faut contacter qui pour les encombrants ? J'habite {a:résidence du Parc, bât 4, appt 117}
« Jean Valjean vole un pain » : même Hugo avait compris mieux que vous
ma copine {n:Anaïs Kervella} travaille chez vous et elle dit que c'est n'importe quoi l'ambiance
Bonjour, ligne fixe {p:02 61 91 44 08} coupée depuis jeudi. Je suis une personne âgée, {h:cardiaque}, et \
ma téléalarme ne marche plus.
SAV injoignable, 0 800 11 22 33 service gratuit soit disant, 40 min d'attente
Je suis {h:enceinte de 7 mois} et on m'a laissée debout dans le bus, personne n'a bougé
la boulangerie Marchand rue de la Paix fait le meilleur pain de la ville, point
Tel. : {p:+33 (0)7 56 00 18 73}
mon fils est {h:autiste}, est ce que le musée a des horaires calmes ? merci d'avance
On parle de cancer à toutes les pages, est-ce que ce produit en donne oui ou non ?
pouvez vous verifier mon virement sur {i:BE35731942569011} il devait arriver mardi
Signé : une lectrice fidèle de Brive
Je confirme ma venue samedi, {n:thierry lemoal}, 2 adultes 1 enfant
Réf. du colis : {o:8R00417729953} – livré soi-disant à un voisin que je ne connais pas !!
Vends iPhone 14 128 Go 350 € tbe
Bonsoir, ma mère de 84 ans ({h:diabète}, {h:insuffisance rénale}) n'a plus de chauffage depuis 2 jours, \
pouvez-vous envoyer quelqu'un en urgence au {a:45, rue des Tisserands, 3ème étage gauche, code 58B21} ?
Zidane reviendra jamais, arrêtez avec vos titres putaclic
j'ai fait un don de 50€ le 12/03 et je n'ai jamais eu le reçu fiscal. Donateur n°{o:D0055192}
Quelqu'un a le contact de la mairie de Saint-Jean-de-Védas svp
svp supprimez mon commentaire précédent j'ai mis mon tel par erreur
{h:Intolérante au gluten}, je cherche des biscuits qui ne contiennent vraiment aucune trace, vos \
étiquettes disent quoi exactement
Mon n° fiscal je dois le trouver où ? 13 chiffres c'est ça ?
Je suis {n:Yusuf Demirtaş}, président de l'amicale des locataires, mail {e:y.demirtas@amicale-cedres.example}
Le problème avec le lithium des batteries c'est que personne en parle
Les Français et leur passion pour les antidépresseurs, quel article intéressant
{h:Opéré du genou} en septembre, je ne peux pas monter au 4e, il faut que le livreur monte le frigo. \
C'était prévu au contrat !
@paul_b33 Paul t'as raison, c'est abusé
N'oubliez pas : réunion publique le 12 décembre à 18h30, salle Jean-Moulin, 4 place de l'Hôtel-de-Ville
Je vous donne les 4 derniers chiffres de ma carte : 5582
Mon nir sans la clé c'est {s:1520 72A 095 578} est ce que ça suffit ?
ici Mme {n:Ginette Pouliquen}, j'ai 79 ans et je voudrais bien parler à quelqu'un en vrai pas à une machine
Depuis le vaccin mon beau-frère a fait une {h:péricardite}, et ça vous en parlez jamais
Article faux : la loi de 1905 ne dit pas ça. Relisez l'art. 2.
j'ai 67 ans et je cours 10 km par jour, pas besoin de vos compléments alimentaires
Contrat {o:MRH 4410 882 07}, résilié par LRAR le 22/09, et vous continuez à prélever 31,20 €/mois. Stop !
Rappelez ma fille {n:Sandrine Coatmeur} au {p:0639985517}, moi j'entends mal
Votre conseiller Kevin m'a raccroché au nez.
Ma sœur a {h:perdu son bébé} la semaine dernière et vous lui envoyez une pub pour des couches… révoltant
Allergie aux arachides : y en a dans les barres chocolat-noisette ou pas ?
mon fils a une {h:allergie sévère à l'arachide}, y en a dans les barres chocolat-noisette ou pas ?
{e:contact.famille-rivet@melpost.fr} pour m'envoyer la facture d'octobre, merci
Mélenchon, Le Pen, même combat, ils promettent tous la lune
Vol AF 1280 annulé, on est 42 coincés à Biarritz sans info depuis 14h
dossier PNR {o:X7QK2M}, vol de 14h annulé, on fait comment pour l'hôtel ??
Je souffre d'une {h:sclérose en plaques} et la place PMR devant la pharmacie est squattée tous les jours. \
Que fait la police municipale ?
06 c'est les Alpes-Maritimes, pas le Var, corrigez
Le maire, M. Lacombe, avait promis des pistes cyclables. On attend.
perdu chat roux quartier gare, tatoué 2JKL458, appelez le {p:07 56 00 33 90} svp il a besoin de son traitement
Vu l'état des trottoirs, mon voisin {h:en fauteuil} ne sort plus de chez lui
{n:Emmanuelle Ferrand-Diop}¶Assistante de direction¶{p:01 99 00 27 \
45}¶{e:e.ferrand-diop@cabinet-oriel.example}
L'hôpital n'a plus de pédiatre, un scandale sanitaire de plus
Carte bancaire {c:5136777019785582} exp 09/28 refusée au péage, pourquoi?
J'suis {h:en dépression} depuis qu'j'ai perdu mon taf et la CAF me réclame 1 200 €, j'en peux plus
c'est qui la meuf qui présente la météo, elle s'appelle Évelyne non ?
Mon ticket {o:INC0093321} est clos sans réponse. Merci de le rouvrir.
Notre fille Léa a {h:la varicelle}, on peut décaler notre séjour au camping d'une semaine ?
Le docteur dit que c'est {h:une hernie discale}, trois mois d'arrêt, et l'assurance emprunteur refuse de \
payer mon échéance
Livraison prévue au 19 avenue Foch mais c'est votre dépôt ça, pas chez moi !
{a:Lieu-dit Kerguélen, 29710}, pas d'internet depuis la tempête, comme tout le hameau
Tu connais Sarah Bernhardt ? Le théâtre porte son nom, renseigne-toi avant de critiquer
J'en ai marre, ça fait tachycardie sur tachycardie vos factures mdr
mon assurance refuse mes lunettes alors que je suis {h:malvoyante} de l'oeil gauche. mon numero \
d'adherente {o:77 410 226}
Envoyez ça à {a:BP 40112, 64010 Pau Cedex}, c'est la boîte postale de notre asso
Un médicament en rupture depuis des mois, les épileptiques font comment ?
Facture n°{o:2026-11-00418} bien reçue mais le montant ne correspond pas au devis
Au secours mon compte est vidé !! j'ai donné le code au faux conseiller, mon nom {n:Abdelkader Bensalah}, \
rappelez moi vite {p:zero7 56 00 61 14}
Vos bonbons sont super mais 4,99 les 200 g faut pas pousser
mon fils a glissé sur le carrelage mouillé de votre magasin : {h:traumatisme crânien}, une nuit en \
observation. J'attends une réponse écrite
Encore un papier signé Camille Roux qui n'a jamais mis les pieds en banlieue
je bosse comme infirmière en psychiatrie, croyez moi on manque de lits, pas de bonnes volontés
Rdv le 28 à 9h45 avec Mme Teyssier au guichet 3, est-ce que je dois apporter l'original du livret ?
slt c possible d changer l'iban sur mon contrat ? nouveau : {i:de52 9872 3214 9009 5417 28} merci
"""
