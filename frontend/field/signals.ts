/** What ears and hands notice without looking: a high tone twice for go, a low long one for stop. */
import { reactive, watch } from "vue";

export type Signal = "go" | "stop" | "wait" | "done";

const kept = "field-looks";

/** How this phone shows itself; kept on it, and about nobody. */
export const looks = reactive<{ night: "auto" | "on" | "off"; sound: boolean }>({
  night: "auto",
  sound: true,
  ...read(),
});

watch(looks, () => localStorage.setItem(kept, JSON.stringify(looks)));

const tones: Record<Signal, [hertz: number, from: number, seconds: number][]> = {
  go: [
    [880, 0, 0.08],
    [1175, 0.12, 0.1],
  ],
  stop: [[220, 0, 0.45]],
  wait: [
    [440, 0, 0.12],
    [440, 0.2, 0.12],
    [440, 0.4, 0.12],
  ],
  done: [[660, 0, 0.05]],
};
const beats: Record<Signal, number[]> = { go: [40], stop: [300], wait: [80, 80, 80], done: [20] };

let audio: AudioContext | undefined;

/** Sounds and shakes, if the person wants it and the phone can: behind the picture, which never waits for a sound. */
export function signal(what: Signal): void {
  if (!looks.sound) return;
  // Nothing is drawn while the app is out of sight, and a timer rings all the same.
  if (document.hidden) perform(what);
  // The first frame draws the picture, the second says that it stands: a sound between the two would hold it up.
  else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => perform(what))));
}

/** Opens the phone's sound before it is needed: that takes a cheap phone a tenth of a second. */
export function tuneIn(): void {
  try {
    if (looks.sound) audio ??= new AudioContext();
  } catch {
    // As when it sounds.
  }
}

function perform(what: Signal): void {
  try {
    navigator.vibrate?.(beats[what]);
    audio ??= new AudioContext();
    void audio.resume();
    for (const [hertz, from, seconds] of tones[what]) sound(audio, hertz, from, seconds);
  } catch {
    // A phone without sound is still a phone.
  }
}

function sound(context: AudioContext, hertz: number, from: number, seconds: number): void {
  const [tone, loudness] = [context.createOscillator(), context.createGain()];
  const begin = context.currentTime + from;
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0.25, begin);
  loudness.gain.exponentialRampToValueAtTime(0.001, begin + seconds);
  tone.connect(loudness).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + seconds);
}

function read(): Partial<{ night: "auto" | "on" | "off"; sound: boolean }> {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? "{}");
  } catch {
    return {};
  }
}
