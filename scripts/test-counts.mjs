// Reads how many tests passed and failed out of what the test programs print.

function sum(text, pattern) {
  let total = 0;
  for (const [, number] of text.matchAll(pattern)) total += Number(number);
  return total;
}

/** `test result: ok. 12 passed; 0 failed; ...`, once for each test program. */
export function cargoCounts(text) {
  return {
    passed: sum(text, /^test result: .*?(\d+) passed;/gm),
    failed: sum(text, /^test result: .*?(\d+) failed;/gm),
  };
}

/** `Tests  1 failed | 11 passed (12)` */
export function vitestCounts(text) {
  const line = text.match(/^\s*Tests\s.*$/m)?.[0] ?? "";
  return { passed: sum(line, /(\d+) passed/g), failed: sum(line, /(\d+) failed/g) };
}

/** `  11 passed (5.3s)` and `  1 failed`, each on its own line; a test that passed only on its second try is flaky. */
export function playwrightCounts(text) {
  const again = sum(text, /^\s*(\d+) flaky/gm);
  return { passed: sum(text, /^\s*(\d+) passed/gm) + again, failed: sum(text, /^\s*(\d+) (?:failed|interrupted)/gm), again };
}

/** `pass 5` and `fail 0` under a sign or a number sign. */
export function nodeCounts(text) {
  return { passed: sum(text, /^\S+ pass (\d+)$/gm), failed: sum(text, /^\S+ (?:fail|cancelled) (\d+)$/gm) };
}
