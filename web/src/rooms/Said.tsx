const address = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/g;

/** What was said: its text with addresses one can follow, or that it is of a kind this page cannot show. */
export const Said = ({ text, subtype }: { readonly text: string | undefined; readonly subtype: string }) =>
  text === undefined ? (
    <em>A message of the kind “{subtype}”, which this page does not show.</em>
  ) : (
    <span data-text>
      {/* Every second part is what the pattern found. */}
      {text.split(address).map((part, place) =>
        place % 2 === 0 ? (
          part
        ) : (
          <a key={place} href={part} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ),
      )}
    </span>
  );
