"""The pages about those who work here: the team, an invitation, oneself."""

from dataclasses import replace
from datetime import timedelta

from tests.web.gallery.desk import NOW, QUEUE, make_id
from web.pages.me.context import Me, PasswordForm, SessionRow
from web.pages.team.context import (
    InvitationForm,
    InvitationRow,
    Link,
    MemberForm,
    MemberPage,
    MemberRow,
    Team,
)
from web.rendering.zones import list_zones

_CLAIRE = MemberRow(
    make_id(801),
    "Claire Duval",
    "claire@agence.example",
    "administrator",
    (),
    NOW - timedelta(days=90),
    is_me=True,
)
_NADIA = MemberRow(
    make_id(802),
    "Nadia Benali",
    "nadia@agence.example",
    "moderator",
    ("Banque Arvenne", "Telvia"),
    NOW - timedelta(days=8),
)
_MEMBERS = (
    _CLAIRE,
    _NADIA,
    MemberRow(
        make_id(803),
        "Lucie Arnaud",
        "lucie@agence.example",
        "lead",
        ("La Gazette de l’Ouest",),
        NOW - timedelta(days=30),
    ),
    MemberRow(
        make_id(804),
        "Théo Martin",
        "theo@agence.example",
        "moderator",
        (),
        NOW - timedelta(hours=3),
        has_password=False,
    ),
    MemberRow(
        make_id(805),
        "Paul Girard",
        "paul@agence.example",
        "lead",
        (),
        NOW - timedelta(days=200),
        closed_at=NOW - timedelta(days=4),
    ),
)
_PENDING = (
    InvitationRow(
        make_id(811),
        "jeanne@agence.example",
        "lead",
        ("Telvia",),
        NOW + timedelta(days=6),
        has_expired=False,
        is_return=False,
    ),
    InvitationRow(
        make_id(812),
        "nadia@agence.example",
        "moderator",
        (),
        NOW - timedelta(days=1),
        has_expired=True,
        is_return=True,
    ),
)
_LINK = Link(
    "https://palabre.example/invitations/nq0b1hGk0yQb9m7x1tQ1o3mJ0v9c7yZl8w2pTqkq2uE",
    "jeanne@agence.example",
    NOW + timedelta(days=7),
)
TEAM = Team(_MEMBERS, QUEUE.clients, InvitationForm(), _PENDING)
INVITED = Team(_MEMBERS, QUEUE.clients, InvitationForm(), _PENDING, _LINK)
INVITATION_REFUSED = Team(
    _MEMBERS,
    QUEUE.clients,
    InvitationForm(
        email="nadia@agence.example",
        name="Nadia",
        errors={
            "email": "Quelqu’un entre déjà sous cette adresse.",
            "clients": "Choisissez au moins un client, ou le rôle d’administration.",
        },
    ),
)
MEMBER = MemberPage(
    _NADIA, QUEUE.clients, MemberForm("moderator", frozenset({"banque-arvenne", "telvia"})), link=_LINK
)
LAST_ADMINISTRATOR = MemberPage(
    _CLAIRE,
    QUEUE.clients,
    MemberForm(
        "moderator",
        frozenset(),
        errors={
            "role": "Personne d’autre n’administre.",
            "clients": "Choisissez au moins un client.",
            "closing": "Personne d’autre n’administre.",
        },
    ),
)
CLOSED_MEMBER = replace(MEMBER, member=_MEMBERS[-1], form=MemberForm("lead", frozenset()), link=None)

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
ME = Me("Europe/Paris", list_zones("fr"), _SESSIONS, 12)
ME_REFUSED = replace(
    ME,
    sessions=_SESSIONS[:1],
    password=PasswordForm(
        errors={
            "current": "Ce n’est pas votre mot de passe actuel.",
            "new": "Il faut au moins 12 caractères.",
        }
    ),
)
