"""Short tokens between services: signed by the sender's own Ed25519 key, checked against what it may ask."""

import time
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from pydantic import BaseModel, ConfigDict, ValidationError

from services.contracts.topology import MAY_ASK, Issuer, ServiceName
from services.runtime.callers import Actor, Caller
from services.runtime.keyring import Keyring
from services.runtime.problems import Unauthenticated

LIFE_SECONDS = 60
LEEWAY_SECONDS = 5
ALGORITHM = "Ed25519"


class _Claims(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)

    iss: Issuer
    sub: str
    aud: ServiceName
    iat: int
    exp: int
    clients: list[UUID] | None
    scopes: list[str]
    slugs: dict[str, UUID] = {}


class Signer:
    """Makes tokens as the issuer whose private key it holds."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def sign(self, actor: Actor, *, audience: ServiceName, scopes: frozenset[str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self._keyring.issuer,
            "sub": actor.subject,
            "aud": audience,
            "iat": now,
            "exp": now + LIFE_SECONDS,
            "clients": None if actor.clients is None else sorted(map(str, actor.clients)),
            "scopes": sorted(scopes),
        }
        if actor.slugs:
            claims["slugs"] = {slug: str(client) for slug, client in actor.slugs.items()}
        header = {"alg": ALGORITHM, "kid": self._keyring.issuer}
        return jwt.encode(header, claims, self._keyring.private, algorithms=[ALGORITHM])


class Verifier:
    """Checks tokens for one audience. Real time counts here, never the movable clock."""

    def __init__(self, keyring: Keyring, audience: ServiceName) -> None:
        self._public = keyring.public
        self._audience = audience

    def verify(self, token: str) -> Caller:
        """Raises Unauthenticated when anything about the token is wrong; it does not say what."""
        claims = self._read(token)
        now = time.time()
        is_in_time = claims.iat - LEEWAY_SECONDS <= now < claims.exp + LEEWAY_SECONDS
        if claims.aud != self._audience or not is_in_time or claims.exp - claims.iat > LIFE_SECONDS:
            raise Unauthenticated("The token is not valid here and now.")
        return Caller(
            issuer=claims.iss,
            subject=claims.sub,
            clients=None if claims.clients is None else frozenset(claims.clients),
            scopes=frozenset(claims.scopes) & MAY_ASK[claims.iss],
            slugs=claims.slugs,
        )

    def _read(self, token: str) -> _Claims:
        try:
            issuer = _issuer_of(token, self._public)
            decoded: dict[str, Any] = jwt.decode(token, self._public[issuer], algorithms=[ALGORITHM]).claims
            claims = _Claims.model_validate(decoded)
        except (JoseError, ValidationError, ValueError, KeyError) as error:
            raise Unauthenticated("The token is not valid here and now.") from error
        if claims.iss != issuer:
            raise Unauthenticated("The token is not valid here and now.")
        return claims


def _issuer_of(token: str, public: dict[Issuer, Any]) -> Issuer:
    """Return the issuer that the header names; the signature then proves it."""
    from joserfc.jws import extract_compact

    kid = extract_compact(token.encode()).headers()["kid"]
    for issuer in public:
        if issuer == kid:
            return issuer
    raise KeyError(kid)
