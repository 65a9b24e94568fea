/** A small deterministic generator (mulberry32): the demo bucket is the same on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const skies = [
  ["#0b1d3a", "#e98a5b", "#f7d6a3"],
  ["#15324b", "#5b9bbf", "#dcecf2"],
  ["#2b1b3d", "#b2567a", "#f0c3a8"],
  ["#0d2b26", "#4f9d80", "#e6efd5"],
  ["#27303f", "#8a94a6", "#e5e3dd"],
] as const;

/** A landscape as SVG: sky, sun, ridges, water. Every seed another one. */
export function sceneSvg(seed: number, width: number, height: number): string {
  const random = randomOf(seed);
  const [deep, middle, light] = skies[Math.floor(random() * skies.length)] ?? skies[0];
  const horizon = height * (0.55 + random() * 0.15);
  const sun = {
    x: width * (0.2 + random() * 0.6),
    y: horizon * (0.35 + random() * 0.5),
    r: height * (0.04 + random() * 0.06),
  };
  const ridges = [0, 1, 2, 3].map((layer) => ridge(random, layer, width, height, horizon, deep));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${deep}"/><stop offset="0.6" stop-color="${middle}"/><stop offset="1" stop-color="${light}"/></linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#s)"/>
    <circle cx="${sun.x}" cy="${sun.y}" r="${sun.r}" fill="${light}" opacity="0.9"/>
    ${ridges.join("\n")}
    ${ripples(random, width, height, light)}
  </svg>`;
}

function ridge(
  random: () => number,
  layer: number,
  width: number,
  height: number,
  horizon: number,
  colour: string,
): string {
  const base = horizon + layer * height * 0.07;
  const rise = height * (0.2 - layer * 0.04);
  const points = Array.from({ length: 13 }, (_, i) => `${(i / 12) * width},${base - random() * rise}`);
  return `<polygon points="0,${height} ${points.join(" ")} ${width},${height}" fill="${colour}" opacity="${0.35 + layer * 0.17}"/>`;
}

function ripples(random: () => number, width: number, height: number, colour: string): string {
  return Array.from({ length: 18 }, () => {
    const y = height * (0.86 + random() * 0.13);
    const x = random() * width;
    return `<line x1="${x}" y1="${y}" x2="${x + width * (0.02 + random() * 0.1)}" y2="${y}" stroke="${colour}" stroke-width="${Math.max(1, height / 300)}" opacity="0.35"/>`;
  }).join("");
}
