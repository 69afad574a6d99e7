/** react-arborist, with everything opened, as its documentation sets it up. */
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { Tree } from "react-arborist";

export function start(box, rows) {
  const nodes = rows.map((row, index) => ({ id: String(index), name: row.name, children: [] }));
  const tops = [];
  for (const [index, row] of rows.entries()) (row.parent >= 0 ? nodes[row.parent].children : tops).push(nodes[index]);
  for (const node of nodes) if (node.children.length === 0) delete node.children;
  let set = () => undefined;
  function List() {
    const [text, setText] = useState("");
    set = setText;
    return <Tree initialData={tops} openByDefault width={320} height={700} rowHeight={28} indent={16} searchTerm={text} disableDrag disableEdit />;
  }
  flushSync(() => createRoot(box).render(<List />));
  return (text) => set(text);
}
