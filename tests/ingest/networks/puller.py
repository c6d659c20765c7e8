"""Pulls as a sync does: page after page, each with the cursor of the one before."""

from services.ingest.networks.adapter import AccountAccess, Adapter, FoundItem, Page

# No more pages than these follow one another in any test.
BOUND = 40


class Puller:
    def __init__(self, adapter: Adapter, account: AccountAccess) -> None:
        self.adapter = adapter
        self.account = account
        self.cursor: str | None = None

    async def page(self) -> Page:
        page = await self.adapter.pull(self.account, self.cursor)
        self.cursor = page.cursor
        return page

    async def all(self) -> list[Page]:
        """Until the site has nothing more to tell at once."""
        pages = [await self.page()]
        while pages[-1].more:
            assert len(pages) < BOUND
            pages.append(await self.page())
        return pages

    async def comments(self) -> list[FoundItem]:
        return [item for page in await self.all() for item in page.items if item.kind != "post"]

    async def texts(self) -> list[str]:
        return [item.text for item in await self.comments()]

    async def rounds_until(self, text: str) -> int:
        """How many quiet pulls it takes until this text comes."""
        for number in range(1, BOUND):
            if text in await self.texts():
                return number
        raise AssertionError(f"{text!r} did not come in {BOUND} pulls")

    async def rounds_until_deleted(self, comment: int) -> int:
        for number in range(1, BOUND):
            if str(comment) in (await self.page()).deleted:
                return number
        raise AssertionError(f"the end of {comment} was not noticed in {BOUND} pulls")
