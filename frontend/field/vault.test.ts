import { expect, test } from "vitest";
import { lockWith, makePhoneKey, openLock, seal, unseal } from "./vault";

test("only the right PIN on the right phone opens what is sealed", async () => {
  const phone = await makePhoneKey();
  const { lock, key } = await lockWith("135790", phone);
  const sealed = await seal({ name: "李秀英" }, key);
  const again = await openLock(lock, "135790", phone);
  expect(again && (await unseal(sealed, again))).toEqual({ name: "李秀英" });
  expect(await openLock(lock, "135791", phone)).toBeNull();
  await expect(openLock(lock, "135790", await makePhoneKey())).rejects.toThrow();
});

test("the phone's key cannot be read out, and neither can a data key", async () => {
  const phone = await makePhoneKey();
  const { key } = await lockWith("000000", phone);
  await expect(crypto.subtle.exportKey("raw", phone)).rejects.toThrow();
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
});

test("a changed bit is noticed, and the same value is sealed differently each time", async () => {
  const phone = await makePhoneKey();
  const [one, two] = [await seal("x", phone), await seal("x", phone)];
  expect(new Uint8Array(one.bytes)).not.toEqual(new Uint8Array(two.bytes));
  const bent = new Uint8Array(one.bytes.slice(0));
  bent[0] = (bent[0] ?? 0) ^ 1;
  await expect(unseal({ iv: one.iv, bytes: bent.buffer }, phone)).rejects.toThrow();
});
