/** The chart of the report: cost against size for each operation, both axes by powers of ten. Readable in light and dark. */
import type { Row } from './figures.ts';

const panel = { width: 250, height: 170, left: 46, right: 12, top: 30, bottom: 26 };
const columns = 3;
const palette = ['#0f766e', '#64748b', '#d97706', '#7c3aed', '#dc2626'];

interface Line {
  product: string;
  points: { size: number; ms: number }[];
}

function linesOf(rows: readonly Row[], operation: string, products: readonly string[]): Line[] {
  return products.map((product) => ({
    product,
    points: rows
      .filter((row) => row.operation === operation && row.product === product)
      .flatMap(({ size, p50Ms, p95Ms, perSecond }) => {
        const ms = perSecond === null ? (p50Ms ?? p95Ms) : 1_000_000 / perSecond;
        return ms === null || ms <= 0 ? [] : [{ size, ms }];
      }),
  }));
}

const decade = (value: number, round: (value: number) => number): number => 10 ** round(Math.log10(value));

function drawPanel(
  operation: string,
  lines: readonly Line[],
  at: number,
  colours: ReadonlyMap<string, string>,
): string {
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) return '';
  const [low, high] = [
    decade(Math.min(...points.map(({ ms }) => ms)), Math.floor),
    decade(Math.max(...points.map(({ ms }) => ms)), Math.ceil),
  ];
  const [first, last] = [
    Math.min(...points.map(({ size }) => size)),
    Math.max(...points.map(({ size }) => size)),
  ];
  const inner = {
    width: panel.width - panel.left - panel.right,
    height: panel.height - panel.top - panel.bottom,
  };
  const share = (value: number, from: number, to: number) =>
    to === from ? 0.5 : (Math.log10(value) - Math.log10(from)) / (Math.log10(to) - Math.log10(from));
  const x = (size: number) => panel.left + share(size, first, last) * inner.width;
  const y = (ms: number) => panel.top + (1 - share(ms, low, Math.max(high, low * 10))) * inner.height;
  const ticks = Array.from(
    { length: Math.round(Math.log10(Math.max(high, low * 10) / low)) + 1 },
    (_, nth) => low * 10 ** nth,
  );
  const grid = ticks.map(
    (ms) =>
      `<line x1="${panel.left}" x2="${panel.width - panel.right}" y1="${y(ms).toFixed(1)}" y2="${y(ms).toFixed(1)}" class="grid"/>` +
      `<text x="${panel.left - 6}" y="${(y(ms) + 3).toFixed(1)}" class="tick" text-anchor="end">${Number(ms.toPrecision(2))}</text>`,
  );
  const sizes = [...new Set(points.map(({ size }) => size))].map(
    (size) =>
      `<text x="${x(size).toFixed(1)}" y="${panel.height - 8}" class="tick" text-anchor="middle">${size >= 1000 ? `${size / 1000}k` : size}</text>`,
  );
  const drawn = lines
    .filter((line) => line.points.length > 0)
    .map(({ product, points: own }) => {
      const path = own.map(({ size, ms }) => `${x(size).toFixed(1)},${y(ms).toFixed(1)}`).join(' ');
      const colour = colours.get(product) ?? '#000';
      const width = product === 'Patchdesk' ? 2.5 : 1.3;
      return (
        `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>` +
        own
          .map(
            ({ size, ms }) =>
              `<circle cx="${x(size).toFixed(1)}" cy="${y(ms).toFixed(1)}" r="${width}" fill="${colour}"/>`,
          )
          .join('')
      );
    });
  const place = `translate(${(at % columns) * panel.width} ${Math.floor(at / columns) * panel.height + 30})`;
  return `<g transform="${place}"><text x="${panel.left}" y="18" class="title">${operation}</text>${[...grid, ...sizes, ...drawn].join('')}</g>`;
}

/** An SVG with a small panel for each operation: milliseconds up, tasks to the right. */
export function chart(rows: readonly Row[]): string {
  const products = [...new Set(rows.map(({ product }) => product))];
  const operations = [...new Set(rows.map(({ operation }) => operation))];
  const colours = new Map(products.map((product, at) => [product, palette[at % palette.length] ?? '#000']));
  const legend = products
    .map(
      (product, at) =>
        `<g transform="translate(${panel.left + at * 140} 16)"><rect width="12" height="3" y="-5" fill="${colours.get(product)}"/><text x="18" class="title">${product}</text></g>`,
    )
    .join('');
  const height = Math.ceil(operations.length / columns) * panel.height + 50;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${columns * panel.width} ${height}" font-family="system-ui, sans-serif">
<style>text{fill:#475569}.title{font-size:11px;font-weight:600}.tick{font-size:9px}.grid{stroke:#94a3b8;stroke-opacity:.3}@media (prefers-color-scheme:dark){text{fill:#cbd5e1}}</style>
${legend}
${operations.map((operation, at) => drawPanel(operation, linesOf(rows, operation, products), at, colours)).join('\n')}
<text x="${panel.left}" y="${height - 6}" class="tick">Milliseconds (p50; a thousand tasks where they are applied in bulk) against the number of tasks; both by powers of ten.</text>
</svg>
`;
}
