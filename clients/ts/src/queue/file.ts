import { webAddress } from "../line/addresses.js";
import { refusalOf } from "../line/http.js";
import type { Surroundings } from "../line/surroundings.js";

/** A file that the server made. */
export interface QueueFile {
  /** The name the server gave it. */
  readonly name: string;
  readonly text: string;
}

/** Fetches a file of a queue by HTTP, for an operator if one is given, otherwise for whoever the page's session is. Rejects with a `Refusal`. */
export const fetchFile = async (around: Surroundings, server: string | undefined, path: string, operator: { readonly username: string; readonly password: string } | undefined): Promise<QueueFile> => {
  const answer = await around.fetch(webAddress(server, path), operator === undefined ? {} : { headers: { Authorization: basic(operator.username, operator.password) } });
  const text = await answer.text();
  if (!answer.ok) throw refusalOf(answer, text);
  return { name: /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "queue.adi", text };
};

// Names and passwords are UTF-8, which btoa does not take.
const basic = (username: string, password: string): string => `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)))}`;
