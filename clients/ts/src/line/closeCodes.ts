/** Close codes of the server that a client acts upon. From 4000 to 4499 it comes back, from 4500 to 4999 it does not. */
export const closeCode = {
  done: 1000,
  goingAway: 1001,
  restart: 1012,
  overloaded: 1013,
  slow: 4001,
  tooFast: 4002,
  comeBack: 4003,
  timeout: 4004,
  resync: 4010,
} as const;

/** Whether a close says to stay away, for every application alike. */
export const staysAway = (code: number): boolean => code === closeCode.done || code === 1008 || (code >= 4500 && code <= 4999);
