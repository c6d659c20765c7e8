"""The pages on which a lead keeps what holds for their clients: accounts, credentials, API keys."""

from dataclasses import replace
from datetime import timedelta

from tests.web.gallery.desk import NOW, make_id
from web.pages.accounts.context import (
    AccountForm,
    AccountPage,
    AccountRow,
    Accounts,
    CheckShown,
    ClientAccounts,
    ClientHead,
    CredentialInput,
    CredentialsForm,
    NetworkChoice,
    NewAccountPage,
    SyncShown,
)
from web.pages.clients.context import ClientForm, ClientPage, NewClientForm, NewClientPage
from web.pages.keys.context import IssuedKey, KeyForm, KeyRow, Keys
from web.rendering.zones import list_zones

GAZETTE = ClientHead("gazette", "La Gazette de l’Ouest", 1)
SITE = NetworkChoice("sandbox", True, 1, ("reply", "hide", "unhide"), (CredentialInput("token", True),))
WORDPRESS = NetworkChoice(
    "wordpress",
    True,
    15,
    ("reply", "reply_to_reply", "hide", "unhide", "mark_spam", "delete", "restore"),
    (CredentialInput("user", False), CredentialInput("application_password", True)),
)
RSS = NetworkChoice("rss", True, 900)
FACEBOOK = NetworkChoice("facebook", False)
_COMMENTS = AccountRow(
    make_id(403),
    "site",
    "sandbox",
    "Commentaires du site",
    "https://gazette.example",
    "coming",
    can_reply=True,
    can_hide=True,
    interval_seconds=1,
    last_sync_at=NOW - timedelta(seconds=1),
    next_sync_at=NOW + timedelta(seconds=9),
)
_BLOG = replace(
    _COMMENTS,
    account_id=make_id(404),
    network="wordpress",
    name="Le blog de la rédaction",
    url="https://blog.gazette.example",
    state="failing",
    interval_seconds=300,
    last_sync_at=NOW - timedelta(hours=5),
    next_sync_at=NOW + timedelta(minutes=4),
    trouble="credentials",
    last_error="http_401",
)
_PAUSED = replace(_COMMENTS, account_id=make_id(405), name="Forum des lecteurs", state="paused")
_REMOVED = replace(
    _COMMENTS, account_id=make_id(406), name="Ancien site", state="removed", can_reply=False, can_hide=False
)
_CLIENT = ClientAccounts(
    "gazette", "La Gazette de l’Ouest", 1, "Europe/Paris", (_COMMENTS, _BLOG, _PAUSED, _REMOVED)
)

ACCOUNTS = Accounts(
    clients=(
        ClientAccounts(
            "banque-arvenne",
            "Banque Arvenne",
            0,
            "Europe/Paris",
            (
                AccountRow(
                    make_id(401),
                    "page",
                    "facebook",
                    "Page Banque Arvenne",
                    "https://reseau.example/arvenne",
                    "pushed",
                    can_reply=True,
                    can_hide=True,
                    last_sync_at=NOW - timedelta(minutes=2),
                    sync=SyncShown("done", 3),
                ),
            ),
        ),
        replace(_CLIENT, accounts=(replace(_COMMENTS, state="syncing"), *_CLIENT.accounts[1:])),
        ClientAccounts("montrelais", "Ville de Montrelais", 2, "Europe/Paris", ()),
    ),
)
NO_CLIENT = Accounts(clients=())

CLIENT = ClientPage(
    GAZETTE,
    _CLIENT,
    ClientForm("La Gazette de l’Ouest", "Europe/Paris", 1),
    list_zones("fr"),
)
CLIENT_REFUSED = replace(
    CLIENT,
    form=ClientForm(
        "",
        "Mars/Base",
        4,
        errors={"name": "Écrivez quelque chose ici.", "time_zone": "Ce n’est pas connu ici."},
    ),
    is_zone_rare=True,
)

NEW_CLIENT = NewClientPage(NewClientForm(), list_zones("fr"))
NEW_CLIENT_REFUSED = replace(
    NEW_CLIENT,
    form=NewClientForm(
        "Ville de Brest",
        "",
        errors={
            "name": "Écrivez quelque chose ici.",
            "slug": "Ce n’est pas écrit comme il faut.",
            "time_zone": "Ce n’est pas connu ici.",
        },
    ),
)

NETWORKS = NewAccountPage(GAZETTE, (SITE, WORDPRESS, RSS, FACEBOOK))
NEW_ACCOUNT = NewAccountPage(GAZETTE, network=WORDPRESS, form=AccountForm(slug="wordpress"))
NEW_PUSHED = NewAccountPage(GAZETTE, network=FACEBOOK, form=AccountForm(slug="facebook"))
NEW_REFUSED = replace(
    NEW_ACCOUNT,
    credentials=CredentialsForm(
        {"user": "redaction"}, errors={"application_password": "Écrivez quelque chose ici."}
    ),
    form=AccountForm(
        slug="Blog 1",
        name="Le blog",
        url="gazette",
        interval="7",
        own_author_id="1",
        errors={
            "slug": "Ce n’est pas écrit comme il faut.",
            "name": "C’est trop long.",
            "url": "Ce n’est pas écrit comme il faut.",
            "interval_seconds": "Ce n’est pas écrit comme il faut.",
            "own_author_id": "C’est trop long.",
        },
    ),
)

_FORM = AccountForm("site", "Commentaires du site", "https://gazette.example", "60")
ACCOUNT = AccountPage(
    GAZETTE,
    _COMMENTS,
    _FORM,
    SITE,
    has_credentials=True,
    check=CheckShown("La rédaction", 2000, ("reply", "hide", "unhide"), ("delete", "restore")),
)
ACCOUNT_FAILING = AccountPage(
    GAZETTE,
    _BLOG,
    replace(_FORM, slug="blog", name="Le blog de la rédaction", interval="300"),
    WORDPRESS,
    check=CheckShown(trouble="credentials", code="http_401"),
)
ACCOUNT_PAUSED = AccountPage(GAZETTE, _PAUSED, _FORM, SITE, has_credentials=True)
ACCOUNT_REMOVED = AccountPage(GAZETTE, _REMOVED, _FORM, SITE)

_SCOPES = ("items:write", "queue:read", "reports:read", "scores:read", "syncs:read", "syncs:write")
_KEY = KeyRow(
    "mzxw6ytboi4dmnzr",
    "Planificateur",
    ("items:write", "syncs:write"),
    "holds",
    NOW - timedelta(days=40),
    last_used_at=NOW - timedelta(minutes=12),
)
KEYS = Keys(
    GAZETTE,
    (
        _KEY,
        replace(
            _KEY,
            key_id="nbswy3dpeb3w64tm",
            name="Portail",
            scopes=("reports:read",),
            state="runs_out",
            ended_at=NOW + timedelta(hours=20),
        ),
        replace(
            _KEY,
            key_id="orsxg5bamfrggzdf",
            name="",
            state="ended",
            ended_at=NOW - timedelta(days=2),
            last_used_at=None,
        ),
    ),
    _SCOPES,
)
KEY_ISSUED = replace(
    KEYS,
    issued=IssuedKey(
        "pal_mzxw6ytboi4dmnzr_nbswy3dpeb3w64tmmqqhgzlomruw4zzaonswg4tfoqqho2ltmeqg64tf", "Portail", True
    ),
)
NO_KEY = Keys(
    GAZETTE,
    (),
    _SCOPES,
    KeyForm("Portail", errors={"name": "C’est trop long.", "scopes": "Écrivez quelque chose ici."}),
)
