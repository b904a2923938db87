// Placing of cards beside their marks, and the line from the open one to its words.
const gap = 6;

// place puts each card at the height of its mark. The order of cards is that of the text.
export function place(margin: HTMLElement, cards: HTMLElement[], markOf: (c: HTMLElement) => HTMLElement | undefined, sheet: boolean): void {
  margin.classList.toggle("placed", !sheet);
  if (sheet) {
    margin.style.minHeight = "";
    cards.forEach((c) => (c.style.top = ""));
    return draw(null);
  }
  const y0 = margin.getBoundingClientRect().top;
  const heights = cards.map((c) => c.offsetHeight);
  let last = 0;
  const tops = cards.map((c) => {
    const box = markOf(c)?.getClientRects()[0];
    last = box ? box.top - y0 - 10 : last; // a fact without a mark (rejected) stands after the one before it
    return last;
  });
  const opened = cards.findIndex((c) => c.classList.contains("on"));
  if (opened >= 0) {
    for (let i = 1; i < opened; i++) tops[i] = Math.max(tops[i], tops[i - 1] + heights[i - 1] + gap);
    for (let i = opened - 1; i >= 0; i--) tops[i] = Math.min(tops[i], tops[i + 1] - heights[i] - gap);
  }
  if (tops.length && (tops[0] < 8 || opened < 0)) tops[0] = Math.max(tops[0], 8);
  for (let i = 1; i < tops.length; i++) tops[i] = Math.max(tops[i], tops[i - 1] + heights[i - 1] + gap);
  cards.forEach((c, i) => (c.style.top = tops[i] + "px"));
  margin.style.minHeight = tops.length ? tops[tops.length - 1] + heights[heights.length - 1] + 40 + "px" : "";
  const card = cards[opened];
  draw(card ?? null, card && markOf(card));
}

// draw leads a line from the first line of the mark to the card, through the white between text and margin.
function draw(card: HTMLElement | null, mark?: HTMLElement): void {
  const svg = document.querySelector<SVGElement>("svg.link");
  const path = svg?.querySelector("path");
  const main = document.querySelector("main")?.getBoundingClientRect();
  const text = document.querySelector("article")?.getBoundingClientRect();
  if (!svg || !path || !main || !text) return;
  const box = mark?.getClientRects()[0];
  if (!card || !box) return path.setAttribute("d", "");
  const c = card.getBoundingClientRect();
  const [x1, y1, x2, y2] = [box.right - main.left, box.bottom - main.top + 1, c.left - main.left, c.top - main.top + 16];
  path.setAttribute("d", `M${x1} ${y1}H${text.right - main.left + 8}L${x2 - 14} ${y2}H${x2}`);
  svg.setAttribute("data-k", card.dataset.k ?? "");
}
