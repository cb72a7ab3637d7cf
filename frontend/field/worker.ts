/** Keeps the app on the phone: once loaded, it opens without a network. It never touches what the app sends or keeps. */

interface AppWorker extends ServiceWorkerGlobalScope {
  /** Written in front of this file by the server. */
  app: { version: string; files: string[] };
}
const me = self as unknown as AppWorker;

export {};

const drawer = "field-";
const mine = `${drawer}${me.app.version}`;
const page = new URL("/field/", me.location.href).href;

me.addEventListener("install", (event) => event.waitUntil(keepAll()));
me.addEventListener("activate", (event) => event.waitUntil(takeOver()));
me.addEventListener("fetch", (event) => {
  const asked = event.request;
  if (asked.method !== "GET") return;
  if (asked.mode === "navigate" && new URL(asked.url).pathname === "/field/")
    event.respondWith(fromDrawer(page, asked));
  else if (me.app.files.some((file) => asked.url === new URL(file, me.location.href).href))
    event.respondWith(fromDrawer(asked.url, asked));
});
// A new version waits for its word: an update in mid-shift changes nothing under anybody's hand.
me.addEventListener("message", (event) => {
  if (event.data === "take-over") void me.skipWaiting();
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(mine);
  const scansItself = await canScan();
  const files = me.app.files.filter((file) => !(scansItself && file.endsWith(".wasm")));
  await cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" })));
}

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(drawer) && name !== mine);
  await Promise.all(old.map((name) => caches.delete(name)));
  await me.clients.claim();
}

async function fromDrawer(address: string, asked: Request): Promise<Response> {
  const kept = await caches.open(mine).then((cache) => cache.match(address));
  return kept ?? fetch(asked);
}

/** Whether this browser reads QR codes by itself: then the megabyte that would do it is not fetched ahead. */
async function canScan(): Promise<boolean> {
  const native = (self as unknown as { BarcodeDetector?: { getSupportedFormats(): Promise<string[]> } })
    .BarcodeDetector;
  const formats = (await native?.getSupportedFormats().catch((): string[] => [])) ?? [];
  return formats.includes("qr_code");
}
