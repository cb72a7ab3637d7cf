/** The app's languages. Sentences behind the server's own codes come from the server, once, and are kept. */
import { reactive } from "vue";
import { createI18n } from "vue-i18n";
import { en } from "./en";
import { zh } from "./zh";

export type Language = "zh" | "en";

/** What the server says for each of its codes, by language. */
export type ServerWords = Record<string, Record<string, Record<string, string> | string[]>>;

const kept = "field-language";

export const i18n = createI18n({
  legacy: false,
  locale: firstLanguage(),
  fallbackLocale: "zh",
  messages: { zh, en },
});

const serverWords: ServerWords = reactive({});

export function language(): Language {
  return i18n.global.locale.value;
}

export function speak(chosen: Language): void {
  i18n.global.locale.value = chosen;
  localStorage.setItem(kept, chosen);
  document.documentElement.lang = chosen === "zh" ? "zh-Hans" : "en";
}

export function learnWords(words: unknown): void {
  if (words && typeof words === "object") Object.assign(serverWords, words);
}

/** The server's word for one of its codes; the code itself says more than nothing. */
export function said(group: string, code: string): string {
  const words = serverWords[language() === "zh" ? "zh-hans" : "en"]?.[group];
  return (words && !Array.isArray(words) ? words[code] : undefined) ?? code;
}

/** Every code of a group with its word, in the server's order. */
export function allSaid(group: string): [string, string][] {
  const words = serverWords[language() === "zh" ? "zh-hans" : "en"]?.[group];
  return words && !Array.isArray(words) ? Object.entries(words) : [];
}

/** The steps of a procedure. */
export function steps(group: string): string[] {
  const words = serverWords[language() === "zh" ? "zh-hans" : "en"]?.[group];
  return Array.isArray(words) ? words : [];
}

function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept);
  if (chosen === "zh" || chosen === "en") return chosen;
  const wanted = (navigator.languages ?? [navigator.language]).map((each) => each.slice(0, 2).toLowerCase());
  return wanted.find((each): each is Language => each === "zh" || each === "en") ?? "zh";
}
