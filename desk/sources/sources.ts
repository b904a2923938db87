// The list of sources: j and k move, r reads the selected source now, a adds one, Escape closes the panel.
import { on, press } from "../shell/keys";

export function sources(): void {
  if (!document.body.classList.contains("p-sources")) return;
  const rows = [...document.querySelectorAll<HTMLElement>("tr[data-row]")];
  let at = -1;
  const select = (i: number) => {
    if (!rows[i]) return;
    rows[at]?.classList.remove("cur");
    at = i;
    rows[i].classList.add("cur");
    rows[i].scrollIntoView({ block: "nearest" });
    rows[i].querySelector<HTMLElement>("button, summary")?.focus({ preventScroll: true });
  };
  on("j", () => select(Math.min(rows.length - 1, at + 1)));
  on("k", () => select(Math.max(0, at - 1)));
  on("r", () => press(rows[at] ?? null, "r"));
  on("a", () => press(document, "a"));
  on("Escape", () => {
    const close = document.querySelector<HTMLElement>(".ad [data-close]");
    close?.click();
    return !!close;
  });
}
