import { expect, test } from "vitest";
import { ago, startTimes } from "./times";

const now = Date.UTC(2020, 1, 10, 8, 0, 0);
const minutes = 60_000;

test.each([
  [0, "en", "this minute"],
  [-5 * minutes, "en", "5 minutes ago"],
  [-59.9 * minutes, "en", "59 minutes ago"],
  [-61 * minutes, "en", "1 hour ago"],
  [-47 * 60 * minutes, "en", "yesterday"],
  [3 * 60 * minutes, "en", "in 3 hours"],
  [-5 * minutes, "zh-Hans", "5分钟前"],
  [24 * 60 * minutes, "zh-Hans", "明天"],
])("%d ms from now in %s is “%s”", (distance, language, words) => {
  expect(ago(now + distance, now, language)).toBe(words);
});

test("the full moment stays in the title, and an unreadable one is left as it was", () => {
  document.documentElement.lang = "en";
  document.body.innerHTML = `
    <time data-relative datetime="2020-02-10T08:00:00+08:00">10 Feb 2020 08:00</time>
    <time data-relative datetime="soon">soon</time>`;
  startTimes(document.body);
  const [first, second] = document.querySelectorAll("time");
  expect(first?.title).toBe("10 Feb 2020 08:00");
  expect(first?.textContent).toMatch(/days ago$/);
  expect(second?.textContent).toBe("soon");
});
