/** The floor: rows placed by hand, no library. A filter keeps what matches and what is above it, as a tree does. */
const HEIGHT = 28;
const OVERSCAN = 8;

export function start(box, rows) {
  const words = rows.map((row) => row.name.toLowerCase());
  let shown = rows.map((_, index) => index);
  const inner = document.createElement("div");
  inner.style.position = "relative";
  box.append(inner);
  const draw = () => {
    const first = Math.max(0, Math.floor(box.scrollTop / HEIGHT) - OVERSCAN);
    const last = Math.min(shown.length, Math.ceil((box.scrollTop + box.clientHeight) / HEIGHT) + OVERSCAN);
    inner.style.blockSize = `${shown.length * HEIGHT}px`;
    const lines = [];
    for (let at = first; at < last; at += 1) {
      const row = rows[shown[at]];
      const line = document.createElement("div");
      line.className = "row";
      line.role = "treeitem";
      line.style.transform = `translateY(${at * HEIGHT}px)`;
      line.style.paddingInlineStart = `${row.depth * 16}px`;
      line.textContent = row.name;
      lines.push(line);
    }
    inner.replaceChildren(...lines);
  };
  box.addEventListener("scroll", draw);
  draw();
  return (text) => {
    const wanted = text.trim().toLowerCase();
    const kept = new Uint8Array(rows.length);
    for (let index = rows.length - 1; index >= 0; index -= 1) {
      if (kept[index] || words[index].includes(wanted)) {
        kept[index] = 1;
        if (rows[index].parent >= 0) kept[rows[index].parent] = 1;
      }
    }
    shown = rows.flatMap((_, index) => (kept[index] ? index : []));
    box.scrollTop = 0;
    draw();
  };
}
