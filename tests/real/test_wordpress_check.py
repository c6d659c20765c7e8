"""Whether a site's door opens: what keeps us out is told apart, since each wants another remedy."""

import pytest

from services.ingest.networks.adapter import AccountAccess
from services.ingest.networks.errors import CredentialsRejected, Gone, NetworkError, Refused, SurelyNotSent
from services.ingest.networks.wordpress import WordPressAdapter
from tests.real.wordpress.site import Article, Site

pytestmark = pytest.mark.real

SWITCHED_OFF = """
add_filter('rest_authentication_errors', function () {
    return new WP_Error('rest_disabled', 'No.', ['status' => 401]);
});
"""
BLOCKED = """
add_action('parse_request', function ($wp) {
    if (!empty($wp->query_vars['rest_route'])) {
        status_header(404);
        exit('<h1>Forbidden</h1>');
    }
}, 1);
"""
FOR_USERS_ONLY = """
add_filter('rest_authentication_errors', function ($error) {
    return is_user_logged_in() ? $error : new WP_Error('rest_login_required', 'Users only.', ['status' => 401]);
});
"""
# What Apache does to a site in FastCGI when nobody told it to hand the header on.
HEADER_LOST = "unset($_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['HTTP_AUTHORIZATION']);"
NO_PASSWORDS = "add_filter('wp_is_application_passwords_available', '__return_false');"


async def code_of(adapter: WordPressAdapter, account: AccountAccess) -> tuple[type[NetworkError], str]:
    with pytest.raises(NetworkError) as caught:
        await adapter.check(account)
    return type(caught.value), caught.value.code


class TestAddress:
    @pytest.mark.parametrize("end", ["", "/", "/wp-json", "/wp-json/", "/wp-admin/", "/?p=1"])
    async def test_may_be_what_people_copy(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site, end: str
    ) -> None:
        presence = await adapter.check(AccountAccess(site.url + end, account.credentials))
        assert presence.name == "Palabre du Courrier"

    async def test_may_be_any_page_of_the_site(
        self, adapter: WordPressAdapter, account: AccountAccess, article: Article
    ) -> None:
        presence = await adapter.check(AccountAccess(article.link, account.credentials))
        assert presence.url == f"{article.site.url}/author/palabre/"

    async def test_needs_no_pretty_permalinks(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        with site.without_permalinks():
            assert (await adapter.check(account)).name == "Palabre du Courrier"
            await adapter.pull(account, None)

    async def test_may_change_its_permalinks_meanwhile(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        await adapter.pull(account, None)
        with site.without_permalinks():
            with pytest.raises(SurelyNotSent) as caught:
                await adapter.pull(account, None)
            assert caught.value.code == "api_moved"
            await adapter.pull(account, None)

    async def test_of_something_else_is_told(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        elsewhere = AccountAccess(f"{site.server}/autre", account.credentials)
        assert await code_of(adapter, elsewhere) == (Gone, "not_wordpress")


class TestCredentials:
    async def test_may_be_written_without_spaces(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        password = account.credentials["application_password"]
        assert " " in password
        packed = {"user": "palabre", "application_password": password.replace(" ", "")}
        await adapter.check(AccountAccess(site.url, packed))

    @pytest.mark.parametrize(
        ("user", "password", "code"),
        [
            ("palabre", "abcd efgh ijkl mnop qrst uvwx", "credentials_rejected"),
            ("personne", "abcd efgh ijkl mnop qrst uvwx", "credentials_rejected"),
            ("palabre", "", "credentials_missing"),
            ("", "abcd efgh ijkl mnop qrst uvwx", "credentials_missing"),
        ],
    )
    async def test_that_are_wrong_are_told(
        self, adapter: WordPressAdapter, site: Site, user: str, password: str, code: str
    ) -> None:
        wrong = AccountAccess(site.url, {"user": user, "application_password": password})
        assert await code_of(adapter, wrong) == (CredentialsRejected, code)

    async def test_of_somebody_without_rights_are_good_and_not_enough(
        self, adapter: WordPressAdapter, site: Site
    ) -> None:
        reader = AccountAccess(site.url, site.people["lectrice"].credentials)
        assert await code_of(adapter, reader) == (Refused, "rest_forbidden_context")

    async def test_that_do_not_arrive_are_told(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        with site.plugin(HEADER_LOST):
            assert await code_of(adapter, account) == (CredentialsRejected, "credentials_rejected")

    async def test_that_the_site_does_not_take_are_told(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        with site.plugin(NO_PASSWORDS):
            assert await code_of(adapter, account) == (CredentialsRejected, "application_passwords_disabled")

    async def test_do_not_show(self, account: AccountAccess) -> None:
        assert account.credentials["application_password"] not in repr(account)


class TestSwitchedOff:
    @pytest.mark.parametrize("code", [SWITCHED_OFF, BLOCKED], ids=["by WordPress", "before WordPress"])
    async def test_is_told(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site, code: str
    ) -> None:
        with site.plugin(code):
            assert await code_of(adapter, account) == (Refused, "rest_switched_off")

    async def test_for_strangers_alone_is_none_of_our_business(
        self, adapter: WordPressAdapter, account: AccountAccess, site: Site
    ) -> None:
        with site.plugin(FOR_USERS_ONLY):
            assert (await adapter.check(account)).name == "Palabre du Courrier"
