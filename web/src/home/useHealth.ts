import { useEffect, useState } from "react";

interface Health {
  readonly version: string;
  readonly isWell: boolean;
  /** The checks that fail. */
  readonly troubles: readonly string[];
}

interface Answer {
  readonly status: string;
  readonly version: string;
  readonly checks?: { readonly [name: string]: { readonly status: string } };
}

/** How the server is, asked every 15 s while the page is looked at; null if it cannot be reached, undefined before the first answer. */
export const useHealth = (): Health | null | undefined => {
  const [health, setHealth] = useState<Health | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const ask = async () => {
      if (document.hidden) return;
      const answer = await fetch("/health")
        .then((response) => response.json() as Promise<Answer>)
        .catch(() => null);
      if (gone) return;
      const troubles = Object.entries(answer?.checks ?? {}).flatMap(([name, check]) => (check.status === "ok" ? [] : [name]));
      setHealth(answer === null ? null : { version: answer.version, isWell: answer.status === "ok", troubles });
    };
    void ask();
    const timer = setInterval(() => void ask(), 15_000);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, []);
  return health;
};
