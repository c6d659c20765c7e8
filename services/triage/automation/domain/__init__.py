"""Rules and values of automation; see betting, threshold, audit and agreement."""
