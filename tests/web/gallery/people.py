"""The pages about those who work here: the team, an invitation, oneself."""

from datetime import timedelta

from tests.web.gallery.desk import NOW, QUEUE, make_id
from web.pages.me.context import Me, PasswordForm, SessionRow
from web.pages.team.context import InvitationForm, Link, MemberRow, Team

_MEMBERS = (
    MemberRow("Claire Duval", "claire@agence.example", "administrator", (), NOW - timedelta(days=90)),
    MemberRow(
        "Nadia Benali",
        "nadia@agence.example",
        "moderator",
        ("Banque Arvenne", "Telvia"),
        NOW - timedelta(days=8),
    ),
    MemberRow("Théo Martin", "theo@agence.example", "moderator", (), NOW - timedelta(hours=3)),
)
TEAM = Team(_MEMBERS, QUEUE.clients, InvitationForm())
INVITED = Team(
    _MEMBERS,
    QUEUE.clients,
    InvitationForm(),
    Link(
        "https://palabre.example/invitations/nq0b1hGk0yQb9m7x1tQ1o3mJ0v9c7yZl8w2pTqkq2uE",
        "jeanne@agence.example",
        NOW + timedelta(days=7),
    ),
)
INVITATION_REFUSED = Team(
    _MEMBERS,
    QUEUE.clients,
    InvitationForm(
        email="nadia@agence.example",
        name="Nadia",
        email_error="Quelqu’un entre déjà sous cette adresse.",
        clients_error="Choisissez au moins un client, ou le rôle d’administrateur.",
    ),
)

_SESSIONS = (
    SessionRow(
        make_id(601),
        "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0",
        NOW - timedelta(days=2),
        NOW,
        is_this=True,
    ),
    SessionRow(
        make_id(602),
        "Mozilla/5.0 (Android 16)",
        NOW - timedelta(days=9),
        NOW - timedelta(hours=5),
        is_this=False,
    ),
)
_ZONES = ("America/Guadeloupe", "Europe/Brussels", "Europe/Paris", "Indian/Reunion")
ME = Me("Europe/Paris", _ZONES, _SESSIONS, 12)
ME_REFUSED = Me(
    "Europe/Paris",
    _ZONES,
    _SESSIONS[:1],
    12,
    PasswordForm("Ce n’est pas votre mot de passe actuel.", "Il faut au moins 12 caractères."),
)
