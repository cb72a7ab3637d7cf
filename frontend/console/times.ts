/** `<time data-relative datetime="…">` says how long ago; the full moment stays in its title. */

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const everyMinute = 60_000;

/** Words every relative time in this piece of page, and again each minute while it is shown. */
export function startTimes(piece: ParentNode): void {
  const times = [...piece.querySelectorAll<HTMLTimeElement>("time[data-relative]")];
  if (times.length === 0) return;
  for (const time of times) time.title ||= time.textContent?.trim() ?? "";
  wordAll(times);
  const timer = setInterval(() => {
    if (times.some((time) => time.isConnected)) wordAll(times);
    else clearInterval(timer);
  }, everyMinute);
}

function wordAll(times: readonly HTMLTimeElement[]): void {
  for (const time of times) {
    const moment = Date.parse(time.dateTime);
    if (!Number.isNaN(moment)) time.textContent = ago(moment, Date.now(), document.documentElement.lang);
  }
}

/** The distance between two moments (milliseconds) in words of that language. */
export function ago(moment: number, now: number, language: string): string {
  const seconds = Math.round((moment - now) / 1000);
  const words = new Intl.RelativeTimeFormat(language || "zh-Hans", { numeric: "auto" });
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? words.format(Math.trunc(seconds / step[1]), step[0]) : words.format(0, "minute");
}
