"""A phone in somebody's hand: signing in once, a PIN, and the gate's screen, at 360 × 640."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from fangxian.areas.models import Person
from tests.e2e.desk import OpenPage

PIN = "274913"
PASSWORD = "correct horse"
WIDTH, HEIGHT = 360, 640


@dataclass(frozen=True)
class Handset:
    """The app on one phone."""

    page: Page
    house: str

    def go_away(self) -> None:
        """No network from here on."""
        self.page.context.set_offline(True)

    def come_back(self) -> None:
        """The network is there again, and the browser says so."""
        self.page.context.set_offline(False)

    def type_pin(self, pin: str = PIN) -> None:
        """Six figures on the large keys."""
        for figure in pin:
            self.page.locator(f".pin .key:text-is('{figure}')").click()

    def enrol(self, name: str = "村口那台手机") -> None:
        """From the sign-in page's answer to the first screen."""
        self.page.locator("input[name=phone-name]").fill(name)
        self.page.locator("input[name=phone-name]").press("Enter")
        expect(self.page.locator(".pin h2")).to_have_text("设一个六位密码")
        self.type_pin()
        expect(self.page.locator(".pin h2")).to_have_text("再输入一遍")
        self.type_pin()
        expect(self.page.locator(".top")).to_be_visible(timeout=20_000)

    def sign_in(self, person: Person) -> None:
        """On the ordinary page, and back."""
        self.page.locator("a[href^='/accounts/login']").last.click()
        self.page.locator("input[name=login]").fill(person.username)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("input[name=password]").press("Enter")
        self.page.wait_for_url("**/field/**")

    def open_anew(self) -> None:
        """As if the phone had thrown the app out of memory; the PIN again."""
        self.page.reload()
        self.page.locator(".person").first.click()
        self.type_pin()
        expect(self.page.locator(".top")).to_be_visible(timeout=20_000)

    def look_for(self, name: str) -> Locator:
        """By name; the lines of whoever may be meant."""
        self.page.locator(".finder .way", has_text="姓名").click()
        self.page.locator("input[name=who]").fill(name)
        return self.page.locator("button.person")

    def measure(self, figures: str) -> None:
        """Three figures are one temperature."""
        for figure in figures:
            self.page.locator(f".temps-keys .key:text-is('{figure}')").click()

    def plate(self, plate: str) -> None:
        """On the keyboard everybody knows."""
        for sign in plate:
            self.page.locator(f".plate .key:text-is('{sign}')").click()

    def record(self) -> None:
        """The one large button."""
        self.page.locator(".main-action").click()

    def line_says(self, *words: str) -> None:
        """The line that always tells the truth."""
        for word in words:
            expect(self.page.locator(".top .outbox-line")).to_contain_text(word, timeout=20_000)


def handed(open_page: OpenPage, house: str, person: Person, *, language: str = "zh-CN") -> Handset:
    """A phone enrolled for somebody."""
    page = open_page(width=WIDTH, height=HEIGHT, language=language)
    page.goto(f"{house}/field/", timeout=30_000)
    phone = Handset(page, house)
    phone.sign_in(person)
    phone.enrol()
    expect(page.locator(".finder, .screen h1").first).to_be_visible(timeout=20_000)
    return phone
