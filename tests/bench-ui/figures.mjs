/** Figures of many samples, and how they are printed. */

export function quantile(samples, share) {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const p50 = (samples) => quantile(samples, 0.5);
export const p95 = (samples) => quantile(samples, 0.95);

/** Lines of cells of equal width; the first column to the left, figures to the right. */
export function table(rows) {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === "number" ? cell.toFixed(cell < 100 ? 1 : 0) : String(cell))));
  const widths = texts[0].map((_, column) => Math.max(...texts.map((row) => row[column].length)));
  return texts.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  ")).join("\n");
}

/** Used bytes of the JavaScript heap after everything unused was thrown away, in MB. */
export async function heap(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.enable");
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  await devtools.detach();
  return usedSize / 1024 / 1024;
}

/** Types the words letter by letter into the field that has the focus; the times from key to picture, in ms. */
export async function typing(page, list, words, quiet = 400) {
  const samples = [];
  for (const word of words) {
    for (const letter of [...word, ...Array.from(word, () => "Backspace")]) {
      await page.evaluate(([box, wait]) => watchKey(box, wait), [list, quiet]);
      await page.keyboard.press(letter === " " ? "Space" : letter);
      const time = await page.evaluate(() => globalThis.keyShown);
      if (time !== null) samples.push(time);
    }
  }
  return samples;
}
