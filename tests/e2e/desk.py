"""Somebody at a browser: how the steps of the day open pages, fill forms and press buttons."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from fangxian.areas.models import Person


class OpenPage(Protocol):
    """Opens a page of a size, in a language, with or without a script."""

    def __call__(
        self, *, width: int = 1280, height: int = 900, language: str = "zh-CN", javascript: str = "on"
    ) -> Page: ...


class SitDown(Protocol):
    """Signs somebody in."""

    def __call__(self, person: Person, *, width: int = 1600, height: int = 1000, **browser: str) -> "Desk": ...


@dataclass(frozen=True)
class Desk:
    """A signed-in browser; addresses are below the place."""

    page: Page
    place: str

    def open(self, address: str = "") -> None:
        """Open a page of the place; it must be there."""
        answer = self.page.goto(self.place + address)
        assert answer is not None
        assert answer.status == 200, f"{address}: {answer.status}"

    def fill(self, **values: str | bool) -> None:
        """Fill the visible fields of these names: choices by their shown words, boxes by True or False."""
        for name, value in values.items():
            fill_in(self.page.locator(f"#work [name={name}]:visible").first, value)

    def press(self, word: str) -> None:
        """Press the button or follow the link with exactly this word."""
        self.named(word).first.click()
        self.page.wait_for_load_state("load")

    def send(self) -> None:
        """Press the button of the page's last form."""
        self.page.locator("#work form[method=post] button").last.click()
        self.page.wait_for_load_state("load")

    def named(self, word: str) -> Locator:
        """Buttons and links of the work area with exactly this word."""
        work = self.page.locator("#work")
        return work.get_by_role("button", name=word, exact=True).or_(work.get_by_role("link", name=word, exact=True))

    def sees(self, *words: str) -> None:
        """The work area shows all these words."""
        for word in words:
            expect(self.page.locator("#work")).to_contain_text(word)

    def saves(self, word: str, folder: Path) -> Path:
        """Follow a link that gives a file; where the file now lies."""
        with self.page.expect_download() as coming:
            self.named(word).first.click()
        kept = folder / coming.value.suggested_filename
        coming.value.save_as(kept)
        return kept


def fill_in(field: Locator, value: str | bool) -> None:
    """Fill one field, whatever its kind."""
    if isinstance(value, bool):
        field.set_checked(value)
    elif field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)
