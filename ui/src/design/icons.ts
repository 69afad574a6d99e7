/** The drawings of the console's own icons, and an icon as a plain element for what is drawn without React. */
export const PATHS = {
  account: "M2.5 13.5v-9l5.5-2 5.5 2v9M1.5 13.5h13M6 6.5h.01M10 6.5h.01M6 9.5h.01M10 9.5h.01M7 13.5v-2h2v2",
  person: "M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8ZM2.75 13.75c.5-2.5 2.6-3.75 5.25-3.75s4.75 1.25 5.25 3.75",
  people: "M6 7.5A2.25 2.25 0 1 0 6 3a2.25 2.25 0 0 0 0 4.5ZM1.75 13c.4-2.3 2.1-3.5 4.25-3.5s3.85 1.2 4.25 3.5M10.5 3.2a2.25 2.25 0 0 1 0 4.1M12 9.8c1.3.5 2.1 1.6 2.4 3.2",
  phone: "M3.5 2.75h2l1 2.75-1.5 1a6 6 0 0 0 3.5 3.5l1-1.5 2.75 1v2c0 .7-.6 1.25-1.25 1.25A9.5 9.5 0 0 1 2.25 4c0-.7.6-1.25 1.25-1.25Z",
  ring: "M4 7a4 4 0 0 1 8 0c0 3 1.25 4 1.25 4H2.75S4 10 4 7ZM6.5 13.25a1.6 1.6 0 0 0 3 0M1.75 5.5c.2-1.2.7-2.1 1.5-3M14.25 5.5c-.2-1.2-.7-2.1-1.5-3",
  forward: "M2.5 11.5V9a3 3 0 0 1 3-3h7.5M9.5 2.5 13 6 9.5 9.5",
  voicemail: "M4.25 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM11.75 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM4.25 10.5h7.5",
  hangup: "M1.9 9.2c-.2-.6-.1-1.2.4-1.6 3.3-2.7 8.1-2.7 11.4 0 .5.4.6 1 .4 1.6l-.6 1.4c-.1.3-.5.5-.8.4l-2.2-.6c-.3-.1-.5-.4-.5-.7V8.2a6.5 6.5 0 0 0-4 0v1.5c0 .3-.2.6-.5.7l-2.2.6c-.3.1-.7-.1-.8-.4L1.9 9.2Z",
  available: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM5.5 8.2l1.7 1.7 3.3-3.6",
  busy: "M3.5 2.75h2l1 2.75-1.5 1a6 6 0 0 0 3.5 3.5l1-1.5 2.75 1v2c0 .7-.6 1.25-1.25 1.25A9.5 9.5 0 0 1 2.25 4c0-.7.6-1.25 1.25-1.25ZM9.5 3a4 4 0 0 1 3.5 3.5",
  do_not_disturb: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM5.25 8h5.5",
  away: "M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6Z",
  lunch: "M4 2.5v3.25a1.75 1.75 0 0 0 3.5 0V2.5M5.75 2.5v11M11.75 13.5v-11c-1.7.8-2.25 2.7-2.25 4.75 0 1 .6 1.75 2.25 1.75",
  business_trip: "M2.5 5.75h11v7h-11v-7ZM6 5.5V3.25h4V5.5M2.5 9h11",
  offline: "M2.5 2.5l11 11M5.2 5.2A5.5 5.5 0 0 0 10.9 13M13.4 9.3a5.5 5.5 0 0 0-6.3-6.7",
  office_hours: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 4.75V8l2.25 1.5",
  night: "M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6Z",
  timer: "M8 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10ZM8 6.5V9l1.5 1M6.5 1.75h3",
  holiday: "M2.5 4h11v9.5h-11V4ZM2.5 7h11M5.5 2.25v3M10.5 2.25v3M6.5 10.25h3",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.45 3.45",
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  check: "M3 8.5l3.25 3.25L13 4.75",
  chevron: "M6 3.75 10.25 8 6 12.25",
  down: "M3.75 6 8 10.25 12.25 6",
  up: "M3.75 10 8 5.75 12.25 10",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  trash: "M2.75 4.25h10.5M6.25 4.25V2.5h3.5v1.75M4 4.25l.6 9.25h6.8l.6-9.25M6.75 7v4M9.25 7v4",
  move: "M2.5 4.25h4l1.25 1.5h5.75v7h-11v-8.5ZM6 9.25h4M8.5 7.75l1.5 1.5-1.5 1.5",
  undo: "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.75 3.5 2.75 6.5l3 3",
  edit: "M3 13l.5-2.75L10.75 3 13 5.25 5.75 12.5 3 13ZM9.25 4.5l2.25 2.25",
  settings: "M2.5 4.5h6M11.5 4.5h2M10 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM2.5 11.5h2M7.5 11.5h6M6 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z",
  activity: "M2 8.5h2.75l1.75-5 3 9 1.75-4H14",
  info: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 7.5v3M8 5.4h.01",
  warning: "M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.25h.01",
  sign_out: "M6.5 2.75h-4v10.5h4M6 8h7.5M10.75 5.25 13.5 8l-2.75 2.75",
  theme: "M8 13.5a5.5 5.5 0 1 0 0-11v11ZM8 2.5a5.5 5.5 0 0 0 0 11",
  keyboard: "M1.75 4.25h12.5v7.5H1.75v-7.5ZM4.25 6.75h.01M6.75 6.75h.01M9.25 6.75h.01M11.75 6.75h.01M5 9.25h6",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  star: "M8 2.5l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5 6.3 6 8 2.5Z",
  expand: "M4.5 6.25 8 2.75l3.5 3.5M4.5 9.75 8 13.25l3.5-3.5",
  collapse: "M4.5 2.75 8 6.25l3.5-3.5M4.5 13.25 8 9.75l3.5 3.5",
  globe: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM2.5 8h11M8 2.5c2 1.5 2.5 3.5 2.5 5.5S10 12 8 13.5C6 12 5.5 10 5.5 8S6 4 8 2.5Z",
  record: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z",
  message: "M2.5 3.5h11v7.5h-6L4.5 13.5V11h-2V3.5ZM5.25 6.25h5.5M5.25 8.5h3.5",
  lock: "M4 7.25h8v6H4v-6ZM5.75 7.25V5a2.25 2.25 0 0 1 4.5 0v2.25",
  unlock: "M4 7.25h8v6H4v-6ZM5.75 7.25V5a2.25 2.25 0 0 1 4.2-1.1",
  mic: "M8 9.75a2 2 0 0 0 2-2v-3a2 2 0 1 0-4 0v3a2 2 0 0 0 2 2ZM4 7.5a4 4 0 0 0 8 0M8 11.5v2.25M6 13.75h4",
  mic_off: "M8 9.75a2 2 0 0 0 2-2v-3a2 2 0 0 0-3.8-.9M6 6v1.75a2 2 0 0 0 1.1 1.8M4 7.5a4 4 0 0 0 6.2 3.3M12 7.5a4 4 0 0 1-.4 1.7M8 11.5v2.25M6 13.75h4M2.5 2.5l11 11",
  upload: "M8 10.5v-7M5 6.25 8 3.25l3 3M2.75 10.5v2.75h10.5V10.5",
  download: "M8 3.25v7M5 7.5l3 3 3-3M2.75 10.5v2.75h10.5V10.5",
  columns: "M2.5 3h11v10h-11V3ZM6.2 3v10M9.8 3v10",
  queue: "M3.75 6a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5ZM2 10.5h3.5M7.5 4.25h6.5M7.5 8h6.5M7.5 11.75h6.5",
  contact: "M3.5 2.5h9v11h-9v-11ZM2 5.25h2M2 8h2M2 10.75h2M8.25 7.75a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM5.75 11.25c.3-1.2 1.3-1.9 2.5-1.9s2.2.7 2.5 1.9",
  print: "M4.5 6V2.5h7V6M4.5 11.5h-2v-5h11v5h-2M4.5 9.5h7v4h-7v-4Z",
  copy: "M5.5 5.5h7.5v8H5.5v-8ZM3 10.5v-8h7.5v1.5",
  grid: "M2.5 3h4.75v4.25H2.5V3ZM8.75 3h4.75v4.25H8.75V3ZM2.5 8.75h4.75V13H2.5V8.75ZM8.75 8.75h4.75V13H8.75V8.75Z",
  broadcast: "M8 9.25a1.25 1.25 0 1 0 0-2.5 1.25 1.25 0 0 0 0 2.5ZM5.5 10.5a3.5 3.5 0 0 1 0-5M10.5 5.5a3.5 3.5 0 0 1 0 5M3.5 12.5a6.4 6.4 0 0 1 0-9M12.5 3.5a6.4 6.4 0 0 1 0 9",
  mail: "M2 3.75h12v8.5H2v-8.5ZM2.25 4.25 8 9l5.75-4.75",
  link: "M6.75 9.25a2.5 2.5 0 0 0 3.5 0l2.25-2.25A2.5 2.5 0 0 0 9 3.5L8 4.5M9.25 6.75a2.5 2.5 0 0 0-3.5 0L3.5 9A2.5 2.5 0 0 0 7 12.5l1-1",
  send: "M2.5 8 13.5 3l-3 10.5-2.75-4.25L2.5 8ZM7.75 9.25 13.5 3",
  play: "M5 3.25v9.5L12.5 8 5 3.25Z",
  key: "M5.25 13a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM7.25 8.3 12.75 2.8M10.5 5l1.75 1.75",
} as const;

export type IconName = keyof typeof PATHS;

const SVG = "http://www.w3.org/2000/svg";

/** How every icon is drawn, as attributes of SVG. */
const DRAWN = { "aria-hidden": "true", viewBox: "0 0 16 16", fill: "none", stroke: "currentColor", "stroke-linecap": "round", "stroke-linejoin": "round" } as const;

/** The width of an icon's line; three dots are fat ones. */
export const strokeOf = (name: IconName): number => (name === "more" ? 2.2 : 1.4);

const drawn = new Map<string, SVGSVGElement>();

/** An icon as an element of its own; `size` in pixels. Looks as `Icon` does. */
export function iconElement(name: IconName, size: number, ...classes: (string | undefined)[]): Node {
  const key = [name, size, ...classes].join(" ");
  const model = drawn.get(key) ?? draw(name, size, classes);
  drawn.set(key, model);
  return model.cloneNode(true);
}

function draw(name: IconName, size: number, classes: readonly (string | undefined)[]): SVGSVGElement {
  const icon = document.createElementNS(SVG, "svg");
  for (const [attribute, value] of Object.entries(DRAWN)) icon.setAttribute(attribute, value);
  icon.setAttribute("stroke-width", String(strokeOf(name)));
  icon.setAttribute("width", String(size));
  icon.setAttribute("height", String(size));
  if (classes.length > 0) icon.setAttribute("class", classes.join(" "));
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  icon.append(path);
  return icon;
}
