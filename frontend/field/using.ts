/** What screens share: the phone, and moments as people here read them. */
import { type InjectionKey, inject, type WatchSource, watch } from "vue";
import type { Phone } from "./phone";

export const phoneKey: InjectionKey<Phone> = Symbol("phone");

export function usePhone(): Phone {
  const phone = inject(phoneKey);
  if (!phone) throw new Error("There is no phone.");
  return phone;
}

/** A screen begins at its top: whoever pressed at the end of a long list does not land in the middle of the next one. */
export function fromTop(...shown: WatchSource[]): void {
  watch(shown, () => scrollTo(0, 0), { flush: "post" });
}

/** `08:12` today, `02-03 08:12` on another day; milliseconds by the server's clock. */
export function clockText(at: number, now = Date.now()): string {
  const moment = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  const time = `${two(moment.getHours())}:${two(moment.getMinutes())}`;
  const isToday = moment.toDateString() === new Date(now).toDateString();
  return isToday ? time : `${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${time}`;
}
