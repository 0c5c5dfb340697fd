import { Compass } from "lucide-react";
import { Link } from "wouter";
import { Empty, Page } from "../ui";

/** An address nobody knows. */
export const NotFound = () => (
  <Page title="Nothing here">
    <Empty picture={<Compass aria-hidden />} title="This address leads nowhere">
      Maybe it was mistyped. <Link href="/">Everything this server runs</Link> starts from its front page.
    </Empty>
  </Page>
);
