import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { Link } from "wouter";
import type { Finding, Published } from "@rollcall/client/meets";
import { Badge, Panel, Table, table } from "../../ui";
import { useDesk } from "../desk/deskContext";
import { digitsOf, grouped } from "../meetId";
import { count } from "../words";
import css from "./sections.module.css";

/** Where a finding is mended. */
const placeOf = ({ code, line }: Finding): { readonly path: string; readonly name: string } => {
  if (code === "CONFLICTS_OPEN") return { path: "/conflicts", name: "Conflicts" };
  if (code === "PENDING_DESK") return { path: "/people", name: "People" };
  if (/^(BODYWEIGHT|CLASS)$/.test(code)) return { path: "/weigh-in", name: "Weigh-in" };
  if (/^(ATTEMPT|BAR|GOOD|LIFT_RANGE|WEIGHT|TOTAL|BEST3|DQ|LIFT_NOT)/.test(code)) return { path: "/lifting", name: "Lifting" };
  if (/^(LIFTER|BIRTH)/.test(code) || (line !== null && line > 6)) return { path: "/registration", name: "Registration" };
  return { path: "", name: "Meet" };
};

/** What the pre-check found, the worst first, each with the way to where it is mended. */
export const Findings = ({ published }: { readonly published: Published }) => {
  const desk = useDesk();
  const id = grouped(digitsOf(desk.meetId ?? ""));
  const findings = [...published.findings].sort((a, b) => (a.severity === b.severity ? (a.line ?? 0) - (b.line ?? 0) : a.severity === "error" ? -1 : 1));
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return (
    <>
      <Panel
        flush
        title="2. Findings"
        actions={
          <>
            {errors > 0 && <Badge tone="bad">{count(errors, "error")}</Badge>}
            {findings.length - errors > 0 && <Badge tone="warn">{count(findings.length - errors, "warning")}</Badge>}
            <Badge>{published.csvSource === "client" ? "Your file is filed" : "File made by the server"}</Badge>
          </>
        }
      >
        {findings.length === 0 ? (
          <p className={css.allWell}>
            <CircleCheck aria-hidden /> Nothing was found.
          </p>
        ) : (
          <Table label="Findings" heads={["Severity", { name: "Line", as: "number" }, "Column", "What is wrong", "Mend it under"]} edge className={css.findings}>
            {findings.map((one, at) => {
              const place = placeOf(one);
              return (
                <tr key={`${one.code}-${one.line}-${one.column}-${at}`}>
                  <td>
                    {one.severity === "error" ? (
                      <Badge tone="bad">
                        <CircleAlert aria-hidden />
                        Error
                      </Badge>
                    ) : (
                      <Badge tone="warn">
                        <TriangleAlert aria-hidden />
                        Warning
                      </Badge>
                    )}
                  </td>
                  <td className={table.number}>{one.line ?? "–"}</td>
                  <td>{one.column ?? "–"}</td>
                  <td className={css.message}>{one.message}</td>
                  <td>
                    <Link href={`/meets/${id}${place.path}`}>{place.name}</Link>
                  </td>
                </tr>
              );
            })}
          </Table>
        )}
      </Panel>
      {published.differenceCount > 0 && (
        <Panel flush title={`${count(published.differenceCount, "line")} of your file differ`}>
          <Table label="Differences" heads={[{ name: "Line", as: "number" }, "The server’s", "Yours"]} edge>
            {published.differences.map(({ line, server, client }) => (
              <tr key={line}>
                <td className={table.number}>{line}</td>
                <td>
                  <code>{server ?? "(no such line)"}</code>
                </td>
                <td>
                  <code>{client ?? "(no such line)"}</code>
                </td>
              </tr>
            ))}
          </Table>
        </Panel>
      )}
    </>
  );
};
