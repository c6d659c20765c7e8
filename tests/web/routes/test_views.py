"""The counts of the rail, which an open page asks for again when something has arrived."""

from tests.web.routes.cast import Cast


class TestViews:
    async def test_the_page_names_where_its_counts_come_from(self, cast: Cast) -> None:
        page = await cast.nadia.get("/queue?client=telvia")
        assert 'hx-get="/views?current=queue&amp;client=telvia"' in page.text

    async def test_a_new_conversation_is_counted_in_the_rail_and_in_the_tab_bar(self, cast: Cast) -> None:
        before = await cast.nadia.fragment("/views")
        cast.stage.agency.add_conversation(cast.account, "Armelle", "Bonjour")
        after = await cast.nadia.fragment("/views")
        assert '<span class="count" id="waiting" hx-swap-oob="outerHTML">2<' in after.text
        assert before.text != after.text
        assert "<html" not in after.text

    async def test_the_client_in_view_stays_the_current_one(self, cast: Cast) -> None:
        views = (await cast.nadia.fragment("/views?current=queue&client=telvia")).text
        current = views.split("aria-current")[0].rpartition("<a ")[2]
        assert 'id="view-client-telvia"' in current
        assert views.count("aria-current") == 1

    async def test_nobody_hears_of_the_clients_of_others(self, cast: Cast) -> None:
        assert "Montrelais" not in (await cast.nadia.fragment("/views?client=montrelais")).text

    async def test_an_unknown_view_is_refused(self, cast: Cast) -> None:
        assert (await cast.nadia.fragment("/views?current=elsewhere")).status_code == 422
