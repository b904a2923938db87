// The list: j and k move the selection, the preview follows; Enter opens the report. The list never moves under the reader.
import { on, press } from "../shell/keys";

export function stream(): void {
  const list = document.querySelector<HTMLElement>("[data-list]");
  if (!list) return;
  const rows = [...list.querySelectorAll<HTMLElement>(".row")];
  const aside = document.querySelector<HTMLElement>("aside.pv");
  const wide = () => !!aside && getComputedStyle(aside).display !== "none";
  let at = rows.findIndex((r) => r.classList.contains("cur"));
  let asked: AbortController | undefined;
  let wait = 0;

  const preview = async (row: HTMLElement) => {
    asked?.abort();
    const ask = (asked = new AbortController());
    try {
      const answer = await fetch(`/reports/${row.dataset.id}/preview`, { signal: ask.signal });
      const html = await answer.text();
      if (aside && answer.ok && !ask.signal.aborted) aside.innerHTML = html; // our own server's markup, escaped there
    } catch {
      // gone on to another row, or the desk is not there: the row still opens its report
    }
  };
  const select = (i: number, focus: boolean) => {
    if (i < 0 || i >= rows.length || i === at) return;
    rows[at]?.classList.remove("cur");
    rows[at]?.removeAttribute("aria-current");
    at = i;
    rows[i].classList.add("cur");
    rows[i].setAttribute("aria-current", "true");
    if (focus) rows[i].querySelector<HTMLElement>("h3 a")?.focus({ preventScroll: true });
    rows[i].scrollIntoView({ block: "nearest" });
    if (!wide()) return;
    clearTimeout(wait);
    wait = window.setTimeout(() => preview(rows[i]), 90);
  };

  // unfold puts the copies of a row under it, or takes them away; the address follows, so that it can be sent on.
  const unfold = async (row: HTMLElement | undefined, open: boolean) => {
    const link = row?.querySelector<HTMLAnchorElement>("a[data-fold]");
    if (!row || !link || (link.ariaExpanded === "true") === open) return false;
    const address = new URL(location.href);
    if (open) {
      try {
        const answer = await fetch(`/reports/${row.dataset.id}/copies`);
        if (!answer.ok) throw new Error(answer.statusText);
        row.insertAdjacentHTML("afterend", await answer.text()); // our own server's markup, escaped there
      } catch {
        location.href = link.href; // the page itself says what is wrong
        return;
      }
      address.searchParams.set("open", row.dataset.id ?? "");
    } else {
      row.parentElement?.querySelector(".cps")?.remove();
      address.searchParams.delete("open");
    }
    link.ariaExpanded = String(open);
    address.hash = "";
    history.replaceState(history.state, "", address);
  };

  on("ArrowRight", () => void unfold(rows[at], true));
  on("ArrowLeft", () => void unfold(rows[at], false));
  on("j", () => select(at + 1, true));
  on("k", () => select(at - 1, true));
  on("Enter", (e) => {
    if (e.target instanceof HTMLElement && e.target.closest("a, button, summary")) return false;
    rows[at]?.querySelector<HTMLElement>("h3 a")?.click();
  });
  on("m", () => press(document, "m"));
  on("f", () => document.querySelector<HTMLElement>(".flt summary")?.focus());
  rows.forEach((row, i) => {
    row.querySelector<HTMLElement>("a[data-fold]")?.addEventListener("click", (e) => {
      if (e.metaKey || e.ctrlKey || e.shiftKey) return;
      e.preventDefault();
      void unfold(row, (e.currentTarget as HTMLElement).ariaExpanded !== "true");
    });
    row.addEventListener("click", (e) => {
      if (wide() && e.target instanceof Element && !e.target.closest("a, button")) select(i, false);
    });
    row.querySelector("h3 a")?.addEventListener("focus", () => wide() && select(i, false));
  });
}
