/** The chart of the report: cost against size for each operation, both axes by powers of ten. Readable in light and dark. */
import { cost, operationsOf, shortName, unique, type Row } from './figures.ts';

const panel = { width: 250, height: 170, left: 46, right: 12, top: 30, bottom: 26 };
const inner = {
  width: panel.width - panel.left - panel.right,
  height: panel.height - panel.top - panel.bottom,
};
const columns = 3;
const legendHeight = 30;
const legendStep = 140;
const footHeight = 20;
/** One for each product, on light and on dark ground. */
const palette = [
  { light: '#0f766e', dark: '#2dd4bf' },
  { light: '#64748b', dark: '#cbd5e1' },
  { light: '#d97706', dark: '#fbbf24' },
  { light: '#7c3aed', dark: '#a78bfa' },
  { light: '#dc2626', dark: '#f87171' },
];
const widths = { own: 2.5, other: 1.3 };

interface Line {
  /** The place of the product in the legend, which gives it its colour. */
  nth: number;
  width: number;
  points: { size: number; ms: number }[];
}

interface Axes {
  x: (size: number) => string;
  y: (ms: number) => string;
  decades: number[];
}

function linesOf(rows: readonly Row[], products: readonly string[]): Line[] {
  return products.map((product, nth) => ({
    nth,
    width: product === 'Patchdesk' ? widths.own : widths.other,
    points: rows
      .filter((row) => row.product === product)
      .flatMap((row) => {
        const ms = cost(row);
        return ms === null || ms <= 0 ? [] : [{ size: row.size, ms }];
      }),
  }));
}

/** Where `value` is between two others by powers of ten, from 0 to 1. */
function share(value: number, from: number, to: number): number {
  return to === from ? 0.5 : Math.log10(value / from) / Math.log10(to / from);
}

/** Every panel has the same sizes; milliseconds go over the powers of ten that the panel needs. */
function axesOf(times: readonly number[], sizes: readonly number[]): Axes {
  const lowest = Math.floor(Math.log10(Math.min(...times)));
  const highest = Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(...times))));
  const [first, last] = [Math.min(...sizes), Math.max(...sizes)];
  return {
    x: (size) => (panel.left + share(size, first, last) * inner.width).toFixed(1),
    y: (ms) => (panel.top + (1 - share(ms, 10 ** lowest, 10 ** highest)) * inner.height).toFixed(1),
    decades: Array.from({ length: highest - lowest + 1 }, (_, nth) => 10 ** (lowest + nth)),
  };
}

const sizeText = (size: number): string => (size >= 1000 ? `${size / 1000}k` : String(size));

function drawGrid({ x, y, decades }: Axes, sizes: readonly number[]): string {
  const right = panel.width - panel.right;
  const across = decades.map(
    (ms) =>
      `<line x1="${panel.left}" x2="${right}" y1="${y(ms)}" y2="${y(ms)}" class="grid"/>` +
      `<text x="${panel.left - 6}" y="${y(ms)}" dy="3" class="tick" text-anchor="end">${Number(ms.toPrecision(2))}</text>`,
  );
  const below = sizes.map(
    (size) =>
      `<text x="${x(size)}" y="${panel.height - 8}" class="tick" text-anchor="middle">${sizeText(size)}</text>`,
  );
  return [...across, ...below].join('');
}

function drawLine({ nth, width, points }: Line, { x, y }: Axes): string {
  const path = points.map(({ size, ms }) => `${x(size)},${y(ms)}`).join(' ');
  const dots = points.map(
    ({ size, ms }) => `<circle cx="${x(size)}" cy="${y(ms)}" r="${width}" class="dot${nth}"/>`,
  );
  return `<polyline points="${path}" class="line${nth}" stroke-width="${width}"/>${dots.join('')}`;
}

function drawPanel(operation: string, lines: readonly Line[], sizes: readonly number[], at: number): string {
  const times = lines.flatMap((line) => line.points.map(({ ms }) => ms));
  if (times.length === 0) return '';
  const axes = axesOf(times, sizes);
  // The first product last, so that it lies over the others.
  const drawn = lines.toReversed().map((line) => drawLine(line, axes));
  const place = `translate(${(at % columns) * panel.width} ${Math.floor(at / columns) * panel.height + legendHeight})`;
  return `<g transform="${place}"><text x="${panel.left}" y="18" class="title">${operation}</text>${drawGrid(axes, sizes)}${drawn.join('')}</g>`;
}

function drawLegend(products: readonly string[]): string {
  return products
    .map(
      (product, nth) =>
        `<g transform="translate(${panel.left + nth * legendStep} 16)"><rect width="12" height="3" y="-5" class="dot${nth}"/><text x="18" class="title">${shortName(product)}</text></g>`,
    )
    .join('');
}

function style(products: readonly string[]): string {
  const colours = (ground: 'light' | 'dark') =>
    products
      .map((_, nth) => {
        const colour = palette[nth % palette.length]?.[ground] ?? 'currentColor';
        return `.line${nth}{fill:none;stroke:${colour}}.dot${nth}{fill:${colour}}`;
      })
      .join('');
  return `text{fill:#475569}.title{font-size:11px;font-weight:600}.tick{font-size:9px}.grid{stroke:#94a3b8;stroke-opacity:.3}${colours('light')}@media (prefers-color-scheme:dark){text{fill:#cbd5e1}${colours('dark')}}`;
}

/** An SVG with a small panel for each operation: milliseconds up, tasks to the right. */
export function chart(rows: readonly Row[]): string {
  const products = unique(rows.map(({ product }) => product));
  const sizes = unique(rows.map(({ size }) => size)).sort((one, other) => one - other);
  const operations = operationsOf(rows);
  const panels = operations.map((operation, at) => {
    const own = rows.filter((row) => row.operation === operation);
    return drawPanel(operation, linesOf(own, products), sizes, at);
  });
  const height = legendHeight + Math.ceil(operations.length / columns) * panel.height + footHeight;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${columns * panel.width} ${height}" font-family="system-ui, sans-serif">
<style>${style(products)}</style>
${drawLegend(products)}
${panels.join('\n')}
<text x="${panel.left}" y="${height - 6}" class="tick">Milliseconds (p50; a thousand tasks where they are applied in bulk) against the number of tasks; both by powers of ten.</text>
</svg>
`;
}
