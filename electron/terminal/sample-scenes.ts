/** @file Draws the landscapes of the demo as SVG, each number another; pure. */

/** Pixels. */
export type SceneSize = { readonly width: number; readonly height: number };

/** From the top of the sky to the water: one row for each time of day. */
const skies = [
  ['#1d2b53', '#c8553d', '#ffd29d', '#3b3355'],
  ['#3f88c5', '#a9d6e5', '#f1faee', '#1d5c63'],
  ['#0b132b', '#3a506b', '#8d99ae', '#1c2541'],
  ['#e27396', '#f7c59f', '#fff3d6', '#6d597a'],
  ['#2a9d8f', '#b7e4c7', '#fefae0', '#264653'],
  ['#5f0f40', '#fb8b24', '#ffe8a3', '#0f4c5c'],
] as const;

/** The sun or moon stands on the left, so that a picture that lies on its side is seen to. */
export function scene(number: number, { width, height }: SceneSize): string {
  const [top, middle, low, near] = skies[number % skies.length] ?? skies[0];
  const radius = 60 + ((number * 37) % 50);
  const ridges = [0, 1, 2, 3].map((depth) => ridge(number, depth, near)).join('');
  const stars = number % 6 === 2 ? starlight(number) : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1200 800" preserveAspectRatio="xMidYMid slice">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="0.55" stop-color="${middle}"/><stop offset="0.8" stop-color="${low}"/></linearGradient>
<radialGradient id="glow"><stop offset="0" stop-color="${low}"/><stop offset="1" stop-color="${low}" stop-opacity="0"/></radialGradient></defs>
<rect x="-400" y="-400" width="2000" height="1600" fill="url(#sky)"/>${stars}
<circle cx="330" cy="260" r="${radius * 3}" fill="url(#glow)" opacity="0.7"/><circle cx="330" cy="260" r="${radius}" fill="${low}"/>
${ridges}</svg>`;
}

/** A row of hills; the nearer, the lower and the darker. */
function ridge(number: number, depth: number, colour: string): string {
  const base = 470 + depth * 85;
  const points = Array.from({ length: 41 }, (_, step) => {
    const x = -400 + step * 50;
    const phase = number * 1.7 + depth * 2.3;
    const rise = Math.sin(x / (170 - depth * 22) + phase) * 46 + Math.sin(x / 61 + phase * 2) * (22 - depth * 4);
    return `${x},${Math.round(base + rise)}`;
  });
  const opacity = (0.35 + depth * 0.2).toFixed(2);
  return `<polygon points="-400,1300 ${points.join(' ')} 1600,1300" fill="${colour}" opacity="${opacity}"/>`;
}

function starlight(number: number): string {
  return Array.from({ length: 70 }, (_, star) => {
    const x = (star * 173 + number * 71) % 1200;
    const y = (star * 97 + number * 13) % 420;
    return `<circle cx="${x}" cy="${y}" r="${1 + (star % 3) * 0.7}" fill="#fff" opacity="0.8"/>`;
  }).join('');
}
