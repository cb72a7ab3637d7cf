"""What axe-core, the checker inside Lighthouse, finds on a page: WCAG 2.2 up to AA, with the size of tap targets."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
FOUND = """async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    // What lies half below the bar at the bottom is scrolled up before it is pressed.
    const bar = document.querySelector(".bottom")?.getBoundingClientRect().top ?? innerHeight;
    const isCut = (node) => document.querySelector(node.target[0])?.getBoundingClientRect().bottom > bar;
    const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    const found = violations.flatMap((rule) => rule.nodes.map((node) => ({ id: rule.id, node })));
    return found
        .filter(({ id, node }) => id !== "target-size" || !isCut(node) || node.target[0].startsWith(".bottom"))
        .map(({ id, node }) => `${id}: ${node.html.slice(0, 160)}`);
}"""


def violations(page: Page) -> list[str]:
    """One line each; empty when nothing is wrong."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(FOUND)
    return found
