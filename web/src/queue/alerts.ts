import { useSyncExternalStore } from "react";

type Way = "sound" | "notification";

const listeners = new Set<() => void>();
const keyOf = (way: Way): string => `rollcall.queue.${way}`;

/** Whether this person wants to be told in this way; nothing makes a noise unasked. */
const wants = (way: Way): boolean => localStorage.getItem(keyOf(way)) === "on";

/** Whether the browser has refused, or knows no such thing (as on plain HTTP). */
export const cannotNotify = (): boolean => !("Notification" in window) || Notification.permission === "denied";

const choose = (way: Way, on: boolean): void => {
  localStorage.setItem(keyOf(way), on ? "on" : "off");
  for (const listener of listeners) listener();
};

/** Switches a way on or off. Notifications ask the browser first, and sound shows at once what will be heard. */
const set = async (way: Way, on: boolean): Promise<void> => {
  if (on && way === "notification" && (await Notification.requestPermission()) !== "granted") return choose(way, false);
  choose(way, on);
  if (on && way === "sound") chime();
};

/** Whether a way is on, and the switch for it. */
export const useAlertWay = (way: Way): readonly [boolean, (on: boolean) => void] => {
  const on = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => wants(way),
  );
  return [on, (value) => void set(way, value)];
};

/** Tells somebody in every way they chose. */
export const alertPerson = (title: string, text: string): void => {
  if (wants("sound")) chime();
  if (wants("notification") && !cannotNotify()) notify(title, text);
  navigator.vibrate?.([200, 100, 200, 100, 400]);
};

const notify = (title: string, text: string): void => {
  try {
    new Notification(title, { body: text, tag: "rollcall-queue" });
  } catch {
    // Phones' browsers let only service workers notify; there the page, the sound and the vibration tell it.
  }
};

let audio: AudioContext | undefined;

/** Two rising tones, made here: no file is fetched for them. */
const chime = (): void => {
  audio ??= new AudioContext();
  void audio.resume();
  for (const [at, pitch] of [
    [0, 660],
    [0.18, 880],
  ] as const) {
    const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
    const begin = audio.currentTime + at;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, begin);
    loudness.gain.linearRampToValueAtTime(0.3, begin + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + 0.5);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 0.5);
  }
};
