import type { ReactNode } from "react";
import { Loading } from "../app/Loading";
import { Button, Notice } from "../ui";

/** A list that was asked for: coming, not to be had, empty, or there. */
export const Asked = <One,>({
  asked: { answer, trouble, again },
  empty,
  children,
}: {
  readonly asked: { readonly answer: readonly One[] | null; readonly trouble: string | null; readonly again: () => void };
  readonly empty: string;
  readonly children: (answer: readonly One[]) => ReactNode;
}) => (
  <>
    {trouble !== null && (
      <Notice tone="bad" actions={<Button onClick={again}>Try again</Button>}>
        {trouble}
      </Notice>
    )}
    {answer === null ? trouble === null && <Loading /> : answer.length === 0 ? <p style={{ padding: "var(--s4) 0", color: "var(--ink-2)" }}>{empty}</p> : children(answer)}
  </>
);
