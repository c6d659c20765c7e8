"""Words that every message holds and no answer turns on, beyond the stop words of the search; without accents."""

_WORDS = """
aller allez allo alors apres aucun aucune aujourd aussi autre autres avant avez avoir avons beaucoup bien
bjr bonjour bonne bonsoir ca car cela celle celui cette ceux chez chose comme comment cordialement coucou
dire dit donc dont elles encore entre etaient etait etant ete etes etre faire fait faites fois font hello
hier ici ils jamais jour juste leurs lors maintenant merci mes mieux moins non nous nouveau ouais oui
parce parfois peu peut peuvent peux plait plus plutot point pourquoi pourrais pourrait pourriez pouvez
pouvoir pouvons puis quand que quel quelle quelles quelque quelques quels question quoi rien sais salut
sans savez savoir ses seulement si sinon soit sommes son sont sous stp suis svp tant tellement tes
toujours tous tout toute toutes tres trop trouve va vais vers veuillez veut veux voila voir vont vos
votre voudrais vouloir vous vraiment vs
"""

SMALL_TALK = frozenset(_WORDS.split())
