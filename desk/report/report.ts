// The report: a card stands at the height of its mark, later cards move down past earlier ones, and the open card stands at its
// mark exactly (one forward pass, one backward pass). Marks and cards open each other.
import { on, press } from "../shell/keys";
import { place } from "./margin";

export function report(): void {
  const margin = document.querySelector<HTMLElement>(".margin");
  const article = document.querySelector<HTMLElement>(".p-report article");
  if (!margin || !article) return;
  const all = [...margin.querySelectorAll<HTMLElement>(".card")];
  const sheet = matchMedia("(max-width: 820px)");
  const root = document.querySelector<HTMLElement>(".rcols")!;
  // With script a mark itself is what one clicks, and leads readers of the page to its card; the links inside are for pages without.
  for (const link of article.querySelectorAll('mark a[href^="#r-"]')) link.replaceWith(...link.childNodes);
  for (const m of article.querySelectorAll<HTMLElement>("mark[data-f]")) m.setAttribute("aria-details", "r-" + m.dataset.f);

  const shown = () => all.filter((c) => !root.classList.contains("hide-" + c.dataset.k));
  const marksOf = (f: string) => [...article.querySelectorAll<HTMLElement>(`mark[data-f="${CSS.escape(f)}"]`)];
  const openCard = () => all.find((c) => c.classList.contains("on"));
  const lay = () => place(margin, shown(), (c) => marksOf(c.dataset.f!)[0], sheet.matches);

  const close = () => {
    document.querySelectorAll(".on[data-f]").forEach((e) => e.classList.remove("on"));
    root.classList.remove("open-card");
    lay();
  };
  const open = (f: string, how: "pointer" | "key") => {
    const card = all.find((c) => c.dataset.f === f);
    if (!card || root.classList.contains("hide-" + card.dataset.k)) return;
    document.querySelectorAll(".on[data-f]").forEach((e) => e.classList.remove("on"));
    card.classList.add("on");
    const marks = marksOf(f);
    marks.forEach((m) => m.classList.add("on"));
    root.classList.add("open-card");
    lay();
    if (how === "key" || sheet.matches) {
      (marks[0] ?? card).scrollIntoView({ block: sheet.matches ? "start" : "nearest" });
      if (sheet.matches) scrollBy({ top: -120 });
    }
    history.replaceState(null, "", "#r-" + f);
  };
  const step = (by: number) => {
    const cards = shown();
    const next = cards[Math.max(0, Math.min(cards.length - 1, cards.indexOf(openCard()!) + by))];
    if (!next) return;
    open(next.dataset.f!, "key");
    next.focus({ preventScroll: true });
  };

  document.addEventListener("click", (e) => {
    const t = e.target as Element;
    const kind = t.closest<HTMLElement>(".kind");
    if (kind) {
      const pressed = kind.getAttribute("aria-pressed") === "true";
      kind.setAttribute("aria-pressed", String(!pressed));
      root.classList.toggle("hide-" + kind.dataset.k, pressed);
      if (openCard()?.dataset.k === kind.dataset.k) close();
      else lay();
      return;
    }
    const leads = t.closest<HTMLAnchorElement>('a[href^="#r-"], a[href^="#m-"]');
    if (leads) {
      e.preventDefault();
      open(decodeURIComponent(leads.hash.slice(3)), "key");
      return;
    }
    if (t.closest("summary")) return void requestAnimationFrame(lay);
    if (t.closest("form, a, dialog")) return;
    const fact = t.closest<HTMLElement>(".card, article mark[data-f]");
    if (fact) open(fact.dataset.f!, "pointer");
    else if (sheet.matches && openCard()) close();
  });
  for (const kind of ["mouseover", "mouseout"])
    root.addEventListener(kind, (e) => {
      const f = (e.target as Element).closest<HTMLElement>("[data-f]")?.dataset.f;
      if (f) root.querySelectorAll(`[data-f="${CSS.escape(f)}"]`).forEach((x) => x.classList.toggle("hov", kind === "mouseover"));
    });
  margin.addEventListener("focusin", (e) => {
    const t = e.target as HTMLElement;
    if (t.classList.contains("card") && !t.classList.contains("on")) open(t.dataset.f!, "pointer");
  });

  on("j", () => step(1));
  on("k", () => step(-1));
  on("Escape", () => (openCard() ? close() : false));
  for (const key of ["a", "c", "x", "u"]) on(key, () => press(openCard() ?? null, key));
  for (const key of ["n", "p"]) on(key, () => press(document, key));
  for (let i = 1; i <= 7; i++) on(String(i), () => {
    const kind = document.querySelector<HTMLElement>(`.kind[aria-keyshortcuts="${i}"]`);
    kind?.click();
    return !!kind;
  });
  addEventListener("resize", lay);
  document.fonts.ready.then(() => {
    const wanted = location.hash.startsWith("#r-") ? decodeURIComponent(location.hash.slice(3)) : location.hash.startsWith("#m-") ? decodeURIComponent(location.hash.slice(3)) : "";
    if (wanted) open(wanted, "key");
    else if (!sheet.matches && all[0]) lay();
  });
}
