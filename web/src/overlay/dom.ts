/** An element with a class, and what stands in it. All elements of the overlay are made once, when it starts. */
export const made = (name: string, ...content: readonly (Node | string)[]): HTMLElement => {
  const node = document.createElement("div");
  node.className = name;
  node.append(...content);
  return node;
};

/** Writes a text where it is another one: as text, whatever it looks like. */
export const write = (node: HTMLElement, text: string): void => {
  if (node.textContent !== text) node.textContent = text;
};

/** Sets an attribute where it is another one; null takes it away. */
export const mark = (node: HTMLElement, name: string, value: string | null): void => {
  if (node.getAttribute(name) === value) return;
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
};

/** Shows or hides a part; how it comes and goes is up to the style sheet. What is hidden is not read out either. */
export const show = (node: HTMLElement, isShown: boolean): void => {
  mark(node, "data-shown", isShown ? "" : null);
  mark(node, "aria-hidden", isShown ? null : "true");
};

const fitted = new WeakMap<HTMLElement, string>();
let letters = 0;
const smallest = 0.5;
const rounds = 4;

/** Writes a text of one line and shrinks it where it is wider than its place. It is measured only when it is another one, or when letters have come. */
export const writeFitted = (node: HTMLElement, text: string): void => {
  const measured = `${letters} ${text}`;
  if (fitted.get(node) === measured) return;
  fitted.set(node, measured);
  write(node, text);
  node.style.removeProperty("--fit");
  // Once more after it shrank: letters that are set to whole pixels do not shrink as their size does.
  for (let [fit, round] = [1, 0]; round < rounds && fit > smallest; round++) {
    const [has, needs] = [node.clientWidth, node.scrollWidth];
    if (has === 0 || needs <= has) return;
    fit = Math.max(smallest, Math.floor((fit * has * 990) / needs) / 1_000);
    node.style.setProperty("--fit", String(fit));
  }
};

/** Calls back when letters have come, so that texts are measured again. */
export const onLetters = (come: () => void): void =>
  document.fonts.addEventListener("loadingdone", () => {
    letters++;
    come();
  });
