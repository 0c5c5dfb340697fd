import { Component, type ReactNode } from "react";
import { Button, Notice } from "../ui";

/** Around everything: when a page breaks, it says so and offers to load again. What was entered lies in storage and on the server. */
export class Sound extends Component<{ readonly children: ReactNode }, { readonly trouble: Error | null }> {
  override state = { trouble: null as Error | null };

  static getDerivedStateFromError(trouble: Error) {
    return { trouble };
  }

  override render() {
    if (this.state.trouble === null) return this.props.children;
    return (
      <main style={{ padding: 24 }}>
        <Notice
          tone="bad"
          title="This page broke"
          actions={
            <Button look="primary" onClick={() => location.reload()}>
              Load it again
            </Button>
          }
        >
          Nothing that was entered is lost: it is kept on this device and on the server. <code>{this.state.trouble.message}</code>
        </Notice>
      </main>
    );
  }
}
