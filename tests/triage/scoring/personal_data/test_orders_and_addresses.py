"""Codes told by the word before them, and addresses of homes."""

import pytest

from tests.triage.scoring.personal_data.finds import found


class TestOrders:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Commande 40-88213 payée le 2", "40-88213"),
            ("contrat n° AV-2209841. Merci", "AV-2209841"),
            ("réf client 7 741 209 88, résilié", "7 741 209 88"),
            ("n° de sinistre 2026.11.338-AUTO, l'expert", "2026.11.338-AUTO"),
            ("ma résa QX7PLM a disparu", "QX7PLM"),
            ("la cde n'812-5504-77 :", "812-5504-77"),
            ("dossier DG-114", "DG-114"),
            ("permis de construire PC 071 26 00418", "PC 071 26 00418"),
            ("dossier logement 2024-LS-3391, rien", "2024-LS-3391"),
            ("commande 1234567890128 partie", "1234567890128"),
            ("ma commande est introuvable (n° DR-7020-8)", "DR-7020-8"),
            ("le contrat AUTO/77120/26 est à mon ex", "AUTO/77120/26"),
            ("Dossier d'aide au logement 75-APL-331904 refusé", "75-APL-331904"),
            ("dossier de surendettement 0004 22881, rien", "0004 22881"),
            ("le numéro de suivi marche pas cest 8K00213345F", "8K00213345F"),
            ("contrat d'assurance habitation HAB88127", "HAB88127"),
            ("sous la référence suivante XK-99-0012 j'attends", "XK-99-0012"),
            ("ma réf CMD_88213 est inconnue", "CMD_88213"),
            ("Compteur 021 877 441 209 changé", "021 877 441 209"),
            ("2 nuits à mon nom, n° HTL77192", "HTL77192"),
            ("PNR QZ8LMT, départ demain", "QZ8LMT"),
            ("reçu fiscal de la donatrice n°D0055192", "D0055192"),
        ],
    )
    def test_one(self, text: str, code: str) -> None:
        assert found(text) == [("order_number", code)]

    @pytest.mark.parametrize(
        "text",
        [
            "commande du 12/11/2025 à 10h30",
            "client depuis 2009",
            "frais de dossier 1900 euros",
            "billet 1290,50 €",
            "peinture ref 0699 12 40, deux couches",
            "le n° 2871 à l'Assemblée",
            "le registre compte 1 108 noms",
            "ma commande, toujours rien",
            "facture 4500 points",
            "ma commande passée le 12 11 2026 à 18h45",
            "j'ai commandé la réf 8841-22 en bleu",
            "commande de la console PS5 et du modèle RX-4410",
            "le dossier spécial de 48 pages",
            "le service client au 09 69 32 00 00",
            "le train n° 8514A est parti sans nous",
        ],
    )
    def test_dates_prices_and_articles_are_none(self, text: str) -> None:
        assert found(text) == []


class TestAddresses:
    @pytest.mark.parametrize(
        ("text", "address"),
        [
            ("fuite de gaz au 14 rue Pasteur, on la sent", "14 rue Pasteur"),
            (
                "chez ma mère 18 bis rue des Tanneurs bâtiment C 3e gauche",
                "18 bis rue des Tanneurs bâtiment C 3e gauche",
            ),
            (
                "5 quai des Mariniers, appt 22, 58000 Nevers merci",
                "5 quai des Mariniers, appt 22, 58000 Nevers",
            ),
            ("livrez appt 304, 12 av. du Gal Leclerc", "appt 304, 12 av. du Gal Leclerc"),
            ("jabite 4 rue des lilas", "4 rue des lilas"),
            ("31 rue du Moulin à Vent. La nuit", "31 rue du Moulin à Vent"),
            ("bât B, 2e gauche, c'est lui", "bât B, 2e gauche"),
            ("61 bd de la Marne (RDC)", "61 bd de la Marne (RDC)"),
            ("fuite d'eau rue du Four n°18 encore", "rue du Four n°18"),
            ("le trou avenue de la Gare, au 18, fait 40 cm", "avenue de la Gare, au 18"),
            ("142 Grande Rue, porte verte", "142 Grande Rue"),
            ("j'habite 12 le Bourg, au fond", "12 le Bourg"),
        ],
    )
    def test_one(self, text: str, address: str) -> None:
        assert found(text) == [("address", address)]

    @pytest.mark.parametrize(
        "text",
        [
            "rue Pasteur, c'est le chaos",
            "j'habite Nevers",
            "notre boutique 14 rue du Four, ouvert dimanche",
            "la médiathèque, 3 rue de l'Église",
            "il reste 1 place en crèche",
            "3 cours de yoga et 2 villas",
            "en 2024 route barrée",
            "travaux avenue de la Gare, au 18 mars au plus tard",
            "rassemblement devant le 27 boulevard Carnot",
            "portes ouvertes, 44 route de Bordeaux",
        ],
    )
    def test_towns_shops_and_things_are_none(self, text: str) -> None:
        assert found(text) == []
