"""Names of private persons, also of third ones; public offices, streets and brands are none."""

import pytest

from tests.triage.scoring.personal_data.finds import found


class TestFound:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("la caissière Josiane Petitbon pique dans la caisse", "Josiane Petitbon"),
            ("Merci pour tout.\nCordialement,\nSolange Berthelier", "Solange Berthelier"),
            ("Avec ma considération pour vos équipes,\nZdenka Wurmser", "Zdenka Wurmser"),
            ("Bonjour Gwenaëlle Le Bihan-Roux !", "Gwenaëlle Le Bihan-Roux"),
            ("Monsieur Ahmed El Khattabi attend", "Ahmed El Khattabi"),
            ("Mme Zdenka Wurmser attend", "Zdenka Wurmser"),
            ("Jean-Luc PÉRICHON, au marché", "Jean-Luc PÉRICHON"),
            ("dossier de BERTHELIER Solange", "BERTHELIER Solange"),
            ("je m'appelle kevin bastogne et jattend", "kevin bastogne"),
            ("JE M'APPELLE MONIQUE ASTIER ET J'ATTENDS", "MONIQUE ASTIER"),
            ("Éloi\u0308se N'Diaye vous salue", "Éloi\u0308se N'Diaye"),
            ("Raymonde T. Lavergne vous écrit", "Raymonde T. Lavergne"),
            ("JE SUIS LUCETTE BARBOTIN ET J AI 81 ANS", "LUCETTE BARBOTIN"),
            ("moi c'est theo marchetti", "theo marchetti"),
            ("je me présente, nadia el amrani", "nadia el amrani"),
            ("mme josiane perrichon attend", "josiane perrichon"),
            ("voilà c'est dit.\ncordialement\nthierry le moal", "thierry le moal"),
            ("Jean Barthez, pas le corsaire", "Jean Barthez"),
            ("Oluwaseun Adeyemi est passé", "Oluwaseun Adeyemi"),
        ],
    )
    def test_one(self, text: str, name: str) -> None:
        assert found(text) == [("full_name_private_person", name)]


class TestLeftAlone:
    @pytest.mark.parametrize(
        "text",
        [
            "le maire Jean Dupuis a promis",
            "Emmanuel Macron et Marine Le Pen",
            "rue Jean Moulin, au lycée Marie Curie",
            "Bonjour Nadia, Merci Théo Bonne journée",
            "Yves Rocher ou Leroy Merlin",
            "Mme Jolivet est partie",
            "France Travail ne répond pas",
            "LA MARTINE EST VENUE DIMANCHE MATIN",
            "Saint Martin Vésubie",
            "ma voisine martine est partie",
            "Jean Bart était corsaire",
            "le maire de Cannes, David Marchal, en parle",
            "David Marchal, maire de Cannes, en parle",
            "un article signé Camille Roux",
            "la petite Ambre viendra te voir",
            "Sandrine Coaching et Lisa Voyages",
            "merci sophie et bonne journée",
            "le procès de Klaus Barbie",
        ],
    )
    def test_one(self, text: str) -> None:
        assert found(text) == []
