/** A new version of the app waits until somebody says so: nothing changes under a hand in mid-shift. */
import { ref } from "vue";

/** Whether a newer version is ready. */
export const updateReady = ref(false);

let waiting: ServiceWorker | null = null;

export function watchForUpdates(): void {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  // The page reloads once, when the version that was asked for has taken over.
  let asked = false;
  workers.addEventListener("controllerchange", () => {
    if (asked || !waiting) return;
    asked = true;
    location.reload();
  });
  void workers
    .register("/field/worker.js", { scope: "/field/", updateViaCache: "none" })
    .then(watch, () => undefined);
}

/** Changes to the new version now; the outbox lies in the store and is not touched. */
export function updateNow(): void {
  waiting?.postMessage("take-over");
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    // Without a version before, this is the first one: there is nothing to change to.
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waiting = registration.waiting;
    updateReady.value = true;
  };
  look();
  registration.addEventListener("updatefound", () =>
    registration.installing?.addEventListener("statechange", look),
  );
}
