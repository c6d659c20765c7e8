"""What people write to a bank, a city hall, a newspaper, an association or a shop, with and without personal data, in
the marks of `shapes`: the rules were mended on these lines.
"""

POSTS = """
Bonjour je n'arrive plus à me connecter à mon espace, identifiant client {o:4410-2237-B}, pouvez vous \
réinitialiser ?
J'ai eu un {h:AVC} en mars et depuis je touche 640 euros, comment vous voulez que je paye ça
mon numero c le {p:0756003871} dispo apres 18h
Franchement Nagui il m'a fait pleurer de rire hier soir
Monsieur le Maire,¶Je soussigné {n:Roland Castaing-Meyer}, demeurant {a:6 place du Vieux-Marché} à \
Lodève, conteste formellement cette verbalisation.
On peut payer en plusieurs fois chez vous ?
nouveau RIB {i:FR36 7957 3890 4700 6895 5798 827} pour la mutuelle svp merci de mettre a jour avant le \
prelevement du 5
qqn sait si la piscine est ouverte le 11 novembre
je suis {h:diabétique type 1} et la pharmacie n'a plus d'insuline depuis 4 jours
la grippe aviaire arrive dans les Landes, ça va faire mal aux éleveurs
Colis {o:6A19884402715} bloqué à Gennevilliers depuis 9 jours, ras le bol
Mon grand-père est {h:sourd}, il ne peut pas appeler votre numéro. Une adresse mail existe-t-elle ?
Les 35 h c'est fini de toute façon
j'vous ai envoyé 3 mails depuis {e:manu_tdf@courrielo.fr} et que dalle
Peut-on avoir le numéro du service urbanisme ? J'ai le 05 99 00 10 00 mais c'est le standard.
Ma femme vient d'{h:accoucher} et la box est morte, impossible de joindre la famille
C'est signé Plantu ce dessin ? On dirait pas
Contactez Mme. {n:Nathalie Ouvrard} de ma part, elle vous dira la même chose
trente ans que je cotise et pour {h:deux prothèses de hanche} on me laisse 1 840 € de reste à charge
Je vais venir au {p:06 39 98 72 10} heu non c'est mon numéro ça mdr je voulais dire au 14 rue Nationale, \
votre boutique
Pour info le n° INSEE de la commune est 34172
{h:asthmatique} depuis l'enfance, j'habite à 200 m de l'incinérateur, on en parle quand ?
Numéro de sécurité sociale : {s:184037573366412}¶Nom : {n:Bastien Lagorce}¶Objet : remboursement lunettes
Qui est le directeur ? Parce que la dame à l'accueil savait rien
j'ai commandé la REF 8841-22 en bleu et reçu la 8841-23 en rouge. commande {o:#FR-200418}
bonjour j'ai {h:mal au dos} depuis que j'ai acheté votre matelas, vous faites quoi
Gros bisous à Tata Monique qui fête ses 90 ans aujourd'hui
Est ce que vos croquettes conviennent à un chat diabétique
{n:Jean-Baptiste N'Guessan}, {e:jb.nguessan@postelibre.example}, candidat au poste de vendeur (annonce 22-118)
IBAN {i:FR11 2345 6789 0123 4567 8901 234} ça passe pas sur votre formulaire
Le docteur Raoult avait-il raison ou pas, finalement ?
Depuis mon {h:burn-out} je ne lis plus que vos pages culture, ça me fait du bien
"J'habite au 12 rue des Fleurs" : première phrase du roman, et on est déjà dedans
suis au {a:93 cours de la Marne 2e étage porte droite} le livreur dit qu'il trouve pas
Mes parents ont {h:le covid}, est-ce qu'on peut reporter la visite sans frais ?
mon petit frère {h:a fait une crise d'épilepsie} dans le bus ligne 4, le chauffeur a été super, merci à lui
1 000 € pour ça ? À ce prix-là j'achète chez Darty
{p:+33 6 39 98 05 61} — {n:Léonie Vautrin}, bénévole
La ministre a dit 2027, pas 2026. Vérifiez vos sources
SVP bloquez ma carte {c:5131 1773 9409 1331} on me l'a volée au marché ce matin
En tant que soignante je vois passer dix cas de gale par semaine, faites de la prévention
Comme dit Florence Foresti : on n'est pas bien là ?
le contrat {o:AUTO/77120/26} est au nom de mon ex, je veux qu'on enlève mon prénom dessus
J'attends toujours mon remboursement suite à mon {h:hospitalisation} de juillet. Relevé envoyé 2 fois
vous avez du pain sans gluten au rayon boulangerie ?
Allo, ici {n:Kamel Aït-Saïdi} : la fuite d'eau {a:rue du Four n°18} coule toujours, c'est la 3e fois que \
j'appelle
Les enfants dys ont besoin de plus d'AVS, tout le monde le sait
ma fille est {h:dyslexique} et la police de vos articles est illisible pour elle
écrivez moi : {e:sonia(point)belhaj(at)webmel(point)fr}
Commandé le 02.11.2026, livré le 19.11.2026, pas mal pour du 48h !
Il fallait lire « Madame Bovary » avant d'écrire ça
PV {o:3458 8812 04} reçu alors que ma voiture etait au garage, comment contester?
J'ai {h:un cancer du sein}, je suis en {h:chimio} et on me demande de venir sur place pour signer un \
papier. Il n'y a vraiment pas d'autre solution ?
j appelle le 0970 80 11 22 ca coupe a chaque fois
@lolo.gtr viens on y va samedi
Bonjour c'est Amina, je voudrais modifier mon abonnement
Le maire de Cannes, David Lisnard, en parle depuis dix ans
ma boite mail c'est {e:GERARD.PONSOT@MELPOST.FR} MERCI DE ME REPONDRE EN MAJUSCULE {h:JE VOIS MAL}
JE SUIS {n:LUCETTE BARBOTIN} J AI 81 ANS ET JE N AI PLUS DE TELEPHONE DEPUIS LE 4 NOVEMBRE
mon mari {h:handicapé à 80 %} n'a pas pu entrer, la rampe était cassée
Adresse de livraison : {a:Mas des Cigales, route de Nîmes, 30700} Uzès
Ligne 13, wagon 4, clim en panne, 34 degrés
{h:Je fais de l'apnée du sommeil}, la machine a besoin d'électricité, prévenez avant de couper !
Bravo à toute l'équipe de Sophie et Marc au stand fromage
ma carte vitale dit {s:2 68 05 2B 368 324 27} et votre appli refuse à cause du B
Remboursez ! virement sur {i:LU400494705796160988} comme convenu au téléphone avec M. Girard
En 1 83 12 34 j'ai 4 chiffres qui se suivent, j'ai gagné ? lol
On avait réservé sous {n:Guillaume de Trévigny}, 2 nuits, n° {o:HTL77192}, et l'hôtel ne nous connaît pas
ça donne mal au crâne votre nouvelle pub
Je prends {h:du Lévothyrox} depuis 12 ans et la nouvelle formule me rend malade
L'asso cherche des bénévoles pour les maraudes du jeudi, contact : 07 56 00 00 10 ou \
maraudes@soupe-chaude.example
Ça rappelle le procès de Klaus Barbie, relisez vos archives
j'ai perdu mon permis et ma carte d'identité, n° 880692310285, je fais quoi
moi c'est {n:theo marchetti} jai postulé y a 3 semaines et pas de nouvelles
Vous dites 12 %, le rapport dit 21 %. Page 34.
{h:J'ai la maladie de Crohn}, sans toilettes publiques je ne sors plus au centre-ville
bjr mon tel c {p:06/39/98/40/02} rapelez svp c pour la panne d'elec
Résultat : {h:gastro} pour toute la famille après le buffet de dimanche chez vous
Lot de 3 pour 12€ au lieu de 15, ref 3 256 220 448 112
{n:Solène P. Quéméneur}¶{a:Appt 31, Tour Horizon, 8 esplanade Charles-de-Gaulle}¶Réf. abonné {o:0099-41772}
Ma tante {h:perd la tête} et quelqu'un lui a fait signer un crédit de 9 000 €
Et le vélo d'Anquetil, il est au musée ?
c'est pas moi c'est mon conjoint qui a {h:Parkinson}, on peut avoir un fauteuil à la gare ?
0590 c'est la Guadeloupe. mon numero {p:0690 00 41 27} ne recoit plus rien depuis le cyclone
ils annoncent 23° demain, sortez les crèmes solaires
Mon fils a été {h:hospitalisé} après avoir avalé la pile du jouet. Modèle TK-90, acheté chez vous le 2 \
novembre
n'écoutez pas les antivax svp le vaccin contre la rougeole sauve des vies
Dites à l'auteur, Mme Perrin, que mon grand-père y était, lui
vous m'avez débité sur {c:4978 0136 4769 3830} 3x 19,99 alors que j'ai résilié
pourquoi on attend 6 mois pour un ophtalmo dans ce pays
Réclamation n° {o:R-26-110-773} toujours sans suite. Je saisis le médiateur.
Je suis {h:allergique aux fruits de mer}, il y a du crabe dans le surimi ou juste l'arôme ?
Message pour {n:Hélène Brossard} si elle lit ça : rappelle ta mère stp
L'expo sur Frida Kahlo vaut le détour, allez-y
mon mari a le {h:dos bloqué} a force de porter vos cartons
{a:Bât. C2, 4 allée des Genêts} : poubelles non ramassées depuis 10 jours
Bonjour, mon code postal 69007 n'est pas reconnu par votre site
jai la {h:mucoviscidose} et jaimerai savoir si le concert est en zone non fumeur merci
Bonne journée,¶Ph. Delaunay-Roux
{h:je suis sous antidépresseurs} et votre conseillère m'a ri au nez
c koi vos horaires a la boutique 22 rue gambetta
Ok je vous redonne tout : {n:Iris Vandenbroucke}, née le 04/05/1991, {a:17A Quai au Bois}, GSM {p:+32 470 \
00 11 22}
Sauf erreur l'accident de Tchernobyl c'était en 1986 pas 85
Je ne peux pas mâcher depuis {h:mon opération de la mâchoire}, vous avez des soupes sans morceaux ?
Dossier d'aide au logement {o:75-APL-331904} refusé sans explication. {n:Mireille Oyono}.
Une pensée pour les malades d'Alzheimer et leurs familles aujourd'hui
Votre livreur Sofiane est adorable, gardez-le !
Je sors tout juste d'une {h:embolie pulmonaire} et on me demande de me déplacer en agence
ma puce a {h:une bronchiolite}, on est aux urgences, impossible d'annuler le train sur l'appli
Votre crème m'a filé {h:de l'urticaire} sur tout le visage
{h:J'ai vomi} toute la nuit après vos moules
mon neveu est {h:polyhandicapé}, il y a un change adulte dans le centre commercial ?
{h:Dyspraxique}, j'ai besoin d'un formulaire qui se remplit au clavier
depuis le {h:covid long} je n'arrive plus à lire un article entier
Mon épouse souffre de {h:la maladie de Charcot} et votre service met 3 semaines à répondre
on vient de m'annoncer {h:un lymphome}, est ce que mon contrat prévoyance couvre
Ma {h:sclérose} me fatigue, je préfère tout faire en ligne
J'ai {h:perdu 12 kg} depuis la maladie, vos repas portés ne sont plus adaptés
il me faut mon {h:traitement} avant vendredi, la pharmacie est fermée à cause de vos travaux
{h:Suivie pour un trouble bipolaire}, je demande la confidentialité
mon ado fait {h:des crises d'angoisse} à l'idée de reprendre le bus
Fille de 4 ans {h:allergique à l'œuf}, votre brioche en contient ou juste des traces
Ma mère est {h:décédée d'un cancer} en août et vous lui écrivez toujours
je suis {h:en ALD} donc pas de ticket modérateur normalement
le {h:pied cassé} je fais comment pour venir chercher un recommandé
J'ai {h:fait un malaise} dans votre rame, merci à la dame qui m'a donné de l'eau
Votre yaourt = {h:intoxication} pour mes deux petits
{h:aveugle depuis la naissance}, je lis vos articles avec un lecteur d'écran et vos images n'ont pas de \
description
Mon frère a {h:la drépanocytose}, merci de parler de cette maladie
{h:PMR} moi-même, je confirme que le trottoir est impraticable
a 73 ans avec {h:une canne} j'ai dû monter 4 étages
moi aussi {h:endométriose}, 9 ans d'errance
J'ai {h:de la tension} et tout ce stress n'arrange rien
Papa est {h:sous respirateur}, chaque coupure est un danger
{h:je suis stérile} et votre pub bébé tombe pile le mauvais jour
on attend {h:notre deuxième enfant} en mars, quelle formule famille
je suis {h:à mobilité réduite} est ce que le vol Paris Nice a une assistance
Mon fils {h:TDAH} ne tient pas deux heures assis, peut-on sortir pendant la séance
Victime d'{h:un accident du travail}, {h:poignet fracturé}, j'attends mes indemnités depuis 3 mois
mon conjoint est {h:alcoolique} et vous lui avez ouvert un crédit
ma petite a fait {h:une réaction allergique} à votre lessive
J'ai {h:un stérilet} posé par votre centre de santé, jamais remboursé
Je porte {h:un appareil auditif}, le guichet n'a pas de boucle magnétique
{h:Mes crises de goutte} et vos escalators en panne, merci
mon père, {h:parkinsonien}, s'est perdu dans votre gare
Ma voisine {h:a fait une chute}, elle est au sol et le 15 ne répond pas
J'ai {h:arrêté l'alcool} il y a deux ans et vos pubs de bière partout c'est dur
ma femme est {h:en salle de réveil}, je ne peux pas rappeler avant 18h
Je fais {h:de l'hypertension}, combien de sel dans votre soupe
elle est {h:schizophrène} et sa curatrice ne répond pas
{h:Le cancer} m'a pris mon mari, pas vos impôts
mes {h:règles douloureuses} on en parle au boulot ou c'est tabou
ma {h:thyroïde} déconne et votre mutuelle chipote sur les analyses
Mon bébé {h:prématuré} est en couveuse, besoin d'un logement près de l'hôpital
{h:J'ai le bras dans le plâtre}, je tape d'une main, soyez indulgents
j'ai été {h:testée positive} hier, comment reporter
ma grand-mère {h:ne reconnaît plus personne}, et elle aurait signé votre contrat de 24 mois ?
suite {h:opération de la vésicule} je demande une dérogation pour la cantine
Mon compagnon s'est {h:suicidé} en mars, je veux fermer sa ligne sans devoir raconter ma vie
J'ai des {h:idées noires} en ce moment, votre émission m'a fait du bien
je suis {h:hypersensible aux ondes}, où est l'antenne
La chute du pouvoir d'achat rend les gens malades
Handicap : la ville lance un plan de 2 millions
Un enfant sur dix est asthmatique, l'air de nos villes tue
Votre série sur la dépression des agriculteurs est remarquable
Je fais une allergie aux politiciens
vos tarifs sont une vraie maladie
Un collègue m'a dit que l'huile de palme donne le cancer, c'est prouvé ?
Faut-il se faire vacciner contre le zona après 65 ans ?
mon chien est diabétique, vous faites des croquettes adaptées ?
Je travaille avec des personnes handicapées, votre article sonne juste
je suis infirmière libérale et je vois 20 diabétiques par jour
mon ordi a un virus
Ma banque est malade, c'est moi qui vous le dis
Est-ce que la mutuelle rembourse l'orthodontie ?
Est-ce que vous remboursez les prothèses auditives dans la formule 2 ?
Pour une cure thermale, il faut une ordonnance ?
Ma fille veut devenir cardiologue
j'ai une dent contre votre service
On marche sur la tête dans ce pays
Quelle fièvre acheteuse en ce moment
Je suis accro, votre podcast est une drogue
Le maire est sourd à nos demandes et moi je suis fatigué de répéter
ma connexion est en réanimation
je cherche un médecin traitant pour mes parents
Mon médecin part à la retraite, personne ne le remplace
je soutiens la lutte contre le sida chaque année
Bonjour, {n:Aïssatou Baldé} au guichet 4 m'a très bien reçue
signé {n:Raymonde T. Lavergne}
Le plombier {n:Didier Escoffre} n'est jamais venu malgré l'acompte
Cdlt {n:Oksana Bondarenko}
Bien cordialement, P. Marchal
c'est au nom de {n:vincent auclair} la résa
Je soussignée {n:BONNAFOUS Liliane} déclare ne pas avoir reçu le colis
NOM : {n:Tran Thi Mai}
{n:Hervé et Josette Malassis}, vos voisins du 12
Je suis {n:Maïwenn Le Dantec}, élève de 3e, et je fais un exposé sur votre journal
merci à {n:Jérôme Pasquet} et {n:Linda Ferreira da Silva} du SAV
Mon fils s'appelle {n:Noah Delmotte}, il était dans le car
{n:Cheikh Tidiane Sow} ici, étudiant, est-ce que le tarif jeune vaut aussi pour les doctorants
Cordialement M. {n:Etienne Van Der Meersch}
Arrêtez de répondre à {n:Gilles Bourrelier}, c'est un troll bien connu ici
A l'attention de Mme {n:Christelle Vignon}
Zohra B.
contactez ma mère {n:francine dubourg}
{n:Lucas Hernoult} , 22 ans, cherche coloc à Tours
J'attends un appel de M. {n:Zbigniew Wojcik} depuis lundi
le prof de sport, {n:Anthony Guerric}, est en arrêt
Merci Nathalie, merci Bruno
j'adore Clara Luciani et Vianney
Le directeur général, Pierre Castelnau, a promis une enquête
Bonjour Madame Lefort
Le groupe scolaire Simone-Veil manque d'ATSEM
Le pont Alexandre III est fermé ?
Allez voir Léa à l'accueil, elle est super
Louis Vuitton ou Hermès même arnaque
Saint Nicolas passe le 6 décembre
Lu dans la tribune d'Étienne Marsault, votre éditorialiste : n'importe quoi
Le roman de Delphine de Vigan est sorti en poche ?
Merci Docteur
On a vu Omar Sy sur la Canebière
Le lycée Paul Valéry ferme vendredi
j'ai la réf {o:CMD_88213} sous les yeux et vous me dites qu'elle n'existe pas
Dossier de surendettement {o:0004 2288 1} , toujours aucune nouvelle
votre demande {o:2026-DP-0441} est refusée qu'ils disent
commande passée hier soir : {o:7 004 412}
mon numéro d'allocataire, {o:4 471 902 F}
Le suivi {o:LA 004 418 827 FR} n'a pas bougé
n° de contrat d'assurance habitation {o:HAB88127}
sous la référence suivante {o:XK-99-0012} j'attends
carte d'abonnement {o:n°08844127} démagnétisée
j'ai fait une reclamation ({o:#88120}) et ?
police {o:PJ4471882} résiliée sans me prévenir
PNR {o:QZ8LMT} départ demain, je peux pas m'enregistrer
Reçu fiscal {o:RF-2025-11820} avec la mauvaise adresse
Mon PDL est le {o:14 522 884 107 712}
Compteur {o:021 877 441 209} changé sans mon accord
permis de construire {o:PC 034 172 26 00041} toujours pas affiché
ma commande c'est quoi le délai ? passée le 12 11 2026 à 18h45
ma facture de 4 500 euros
j'ai le modèle RX-4410 et pas de notice
art. 1240 du code civil
La ref 4471-22 existe en taille 42 ?
le dossier spécial de 48 pages est génial
Le vol 4471 a atterri ?
commandé 3 fois chez vous, 3 fois en retard
Contrat à 25 000 € brut, sérieusement ?
bus 22, arrêt 1408
on est logés {a:au 3 bis ruelle des Cordeliers}
{a:Appartement B204, résidence universitaire Descartes}
{a:142 Grande Rue}, porte verte, sonnez fort
venez voir {a:avenue de la Gare, au 18}, le trou fait 40 cm
J'habite {a:12 le Bourg}, pas de ramassage depuis Noël
{a:Chemin de la Croix Blanche, 38460 Crémieu}
{a:4, r. Gambetta, 59000 Lille}
{a:18 sente des Vignes}, la lumière clignote
expédié par erreur au {a:55 Bd de Strasbourg}, je n'y habite plus
{a:Les Hauts de Valmont, bât. F, 3e étage}
le 8 place Stanislas c'est l'opéra
travaux rue Pasteur du 3 au 18
Notre boutique : 14 rue du Commerce, du mardi au samedi
RDV 10h devant le 27 boulevard Carnot pour la manif
code postal 35000
sur la D940 au PK 12
tel {p:0033 6 39 98 12 44}
{p:0262 00 11 45} à partir de 14 h heure de La Réunion
appeler au {p:06 39 98 7 4 1 2}
sms au {p:o7 56 oo 12 88}
c'est le {p:zero six trente neuf quatre vingt dix huit soixante douze zero un}
Mon tél a changé : avant {p:06.39.98.01.02}, maintenant {p:07.56.00.03.04}
j'ai appelé le 01 99 00 12 00, votre standard, 3 fois ce matin
Le service client au 09 69 32 00 00 c'est une blague
On est le 06 07 2026 et appelez ça un été
12 13 17 28 41 n° chance 6
2 45 10 00 8 33
écrire à {e:jp.rollin [a] boitazur . fr}
{e:claire-lise.m@univ-lorient.example} si besoin de précision
mail : {e:ahmedk93@gmel,com}
votre adresse contact@moulin-sud.example renvoie une erreur
je suis @marion_dlt sur insta
Depuis 2 ans je vis avec {h:une poche} et aucune de vos toilettes publiques n'a de lavabo dans la cabine
Ma fille est née avec {h:un bec de lièvre}, la sécu rembourse mais vous non ???
{h:Handicap visuel} de mon côté, l'audiodescription serait la bienvenue sur le replay
moi j'ai {h:chopé la gale} dans votre auberge de jeunesse, super souvenir
Mon grand père a {h:fait une crise cardiaque} pendant la coupure, heureusement qu'un voisin était là
Franchement à 8 mois de {h:grossesse} je ne peux pas faire 40 min de queue debout
Suis {h:intolérante au lactose}, la recette a changé ou pas ?
la petite fait {h:de la bronchite} à répétition depuis qu'on vit à côté du chantier
Je suis veuve et {h:invalide à 2/3}, on me refuse l'APL
mon beau-père vient d'entrer {h:en unité Alzheimer} et sa ligne court toujours
je vous écris de ma {h:chambre d'hôpital}, impossible de valider votre double authentification sans mon \
téléphone
Ma compagne s'est fait {h:mordre par un chien} devant votre magasin
{h:La maladie de Parkinson} fait trembler mes mains, votre écran tactile est inutilisable
{h:ma vue a beaucoup baissé}, une édition gros caractères existe-t-elle
Mon fils de 9 ans est {h:sous Ritaline}, l'école refuse de la lui donner
J'ai {h:une prothèse de genou} qui sonne au portique à chaque fois
Votre huile essentielle m'a provoqué {h:une brûlure au second degré}
On m'a diagnostiqué {h:un TDAH} à 42 ans, merci pour ce dossier
{h:5 semaines d'arrêt} après ma chute sur votre parking et votre assureur fait le mort
Mme Garnier, {h:92 ans, très désorientée}, erre devant la mairie annexe depuis 20 minutes
ma meilleure amie est {h:enceinte} jusqu'aux yeux et vous l'avez laissée dehors sous la pluie
j'ai {h:le syndrome du canal carpien}, vos emballages sont infernaux
elle a {h:fait une overdose} à la sortie du concert, les agents de sécu ont filmé au lieu d'aider
{h:Sourde appareillée}, je ne peux pas téléphoner, un chat serait utile
est-ce qu'on peut donner son sang quand on prend {h:du Xarelto} comme moi
Les AVC touchent aussi les jeunes, merci de le rappeler
L'hôpital de Guéret n'a plus de maternité, on accouche où ?
Trop de sucre dans vos céréales, bonjour le diabète
Le gouvernement est atteint de surdité chronique
combien coûte la chambre particulière en cas d'hospitalisation avec la formule confort
y a t il une réduc pour les femmes enceintes
Votre pub avec l'aveugle et le chien est de mauvais goût
un infarctus toutes les 7 minutes dit votre titre, source ?
Mon boss me rend dingue, mdr, votre meme m'a tuée
je suis mort de fatigue après 12h de bus
Nous recrutons un kiné pour notre centre, contact en mp
Mettez des bancs pour les personnes âgées svp
Le chat de ma voisine est aveugle, il traverse n'importe comment
Bonjour, {n:Ludivine Accart} à l'appareil, enfin au clavier, lol
Mon conseiller s'appelait {n:Thibault Rousselin}, il est toujours chez vous ?
Avec {n:Nour-Eddine Belkhir} on monte une chorale, qui vient
Inscription centre de loisirs : {n:Mathis Charbonnel} et {n:Jade Charbonnel}, 7 et 9 ans
{n:Francine Houdebert}, 71 ans, Vierzon
Un grand merci à Mme {n:Odile Passerieux} pour sa patience
je me présente {n:sabrina lecointre} maman solo de 3 enfants
Attention à ce monsieur : {n:Jordan Wattrelos}, il encaisse et ne livre jamais
Le chèque doit être à l'ordre de {n:Bernadette Quesnoy}
De : {n:Armelle Kerdoncuff}¶À : service abonnements
{n:Ousseynou Diop}, usager de la ligne 4, toujours en retard grâce à vous
Bien sincèrement¶{n:Colette JAMET}
Votre directrice Mme Lambert m'avait promis un geste
Gérard du rayon poisson est un amour
Marie-Antoinette aussi disait qu'on mange de la brioche
Le stage avec Philippe Etchebest, c'est toujours d'actualité ?
Le film sur Simone Veil passe ce soir
Square Jean Perrin, les jeux sont cassés
Sophie, Marc, Inès et Théo vous disent bravo
Salle Pierre Baudis, la clim est en panne
RDV au Café Gabriel vendredi
Crédit Agricole, Société Générale, tous pareils
Je viens de Saint Étienne et j'adore Clermont Ferrand
Bonjour Monsieur Chevalier et bonne année
sinistre numéro {o:SIN/2026/00871} : quand passe l'expert ?
Mon abonnement {o:LM-332-7781} s'arrête quand exactement
num client {o:9 884 120} et ça bug
j'ai payé la facture {o:F-88 1204} le 3, relance reçue le 9
{o:CH-26-004418}, c'est le dossier, merci de me rappeler
Le numéro du ticket : {o:88204771}
billet {o:TRZ88Q} non remboursé
Carte fidélité {o:2900 4471 8820 3} plus de points dessus
identifiant allocataire {o:3317742}
Amende {o:6210448812} contestée
commande du 12 mars toujours pas là
3 200 signatures en 2 jours
version 14.2.1 de l'appli plante
Ma commande de 36 œufs est arrivée cassée
le contrat prévoit 2 ans fermes
Mon dossier fait 320 pages
mon compte affiche 1 204,55 € au lieu de 2 104,55 €
Le bus de 17h42 n'est pas passé
j'habite {a:24 rue Paul-Bert} au dessus du bar
Adresse exacte : {a:3 allée des Charmes, bât. 2, 1er étage, porte 12, 44300 Nantes}
intervention svp {a:7, place Carnot} fuite de gaz dans l'immeuble
nuisances sonores toutes les nuits au {a:61 quai Perrache} chez les voisins du 2e
{a:Résidence Beaulieu, entrée C, appartement 22}, ascenseur HS
mon nouveau logement : {a:19 bis, montée St-Barthélemy}
rue de la République, deux lampadaires éteints
Votre agence du 5 rue Nationale est fermée tout l'été ?
Expo à la galerie, 11 passage du Grand-Cerf
la place du 8 mai 1945 est inondée
avenue du 11 novembre bloquée
Rappelez-moi sur mon fixe {p:04 99 00 41 12}
{p:07-56-00-22-90} whatsapp ok
j'ai perdu mon portable, le num c'était {p:06 39 98 24 61}
Qui peut m'expliquer le 118 218
le 36 99 c'est payant ?
+33 1 99 00 45 67 m'appelle 10 fois par jour en se faisant passer pour vous
Mon mail {e:m.-a.leroux@boitamel.example} n'est plus valable, prenez {e:maleroux74@courrielo.example}
{e:tom . bernier (a) webmel . fr}
Le compte {i:FR7995020585524035433976825} n'est pas le mien
virez sur {i:ES28 9075 4968 3436 7333 5535}
Num SS {s:2-47-01-13-303-305-91}
carte {c:374250997320253} amex refusee
"""
