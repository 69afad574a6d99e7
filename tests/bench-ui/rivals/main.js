/** One of the lists, as `?list=` says, over the rows that the console shows, too. Each has the same box and filter field. */
const LISTS = { floor: () => import("./floor.js"), arborist: () => import("./arborist.jsx"), grid: () => import("./grid.js") };

const name = new URLSearchParams(location.search).get("list") ?? "floor";
const [{ start }, rows] = await Promise.all([LISTS[name](), fetch("/rows.json").then((answer) => answer.json())]);
const setFilter = start(document.getElementById("list"), rows);
document.getElementById("filter").addEventListener("input", (event) => setFilter(event.target.value));
