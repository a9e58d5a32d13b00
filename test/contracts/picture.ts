// What a terminal shows, drawn as SVG: text of one size in a grid, with the few colours that reports use.

const columnPx = 7.8;
const rowPx = 17;
const marginPx = 16;
const styles: Readonly<Record<string, string>> = {
  '1': 'font-weight:bold',
  '2': 'opacity:.6',
  '31': 'fill:#ff7b72',
  '32': 'fill:#7ee787',
  '33': 'fill:#e3b341',
  '36': 'fill:#76e3ea',
};
const sgr = /\x1b\[(?<code>\d+)m/g;

/** Draws text with SGR colours as an SVG picture; the same text gives the same bytes. */
export function pictureOf(text: string): string {
  const lines = text.trim().split('\n');
  const columns = Math.max(...lines.map((line) => line.replace(sgr, '').length));
  const width = Math.ceil(columns * columnPx + 2 * marginPx);
  const height = lines.length * rowPx + 2 * marginPx;
  const rows = lines.map(
    (line, index) =>
      `<text x="${marginPx}" y="${marginPx + (index + 1) * rowPx - 5}" xml:space="preserve">${spansOf(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="13" fill="#e6edf3">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${rows.join('\n')}
</svg>
`;
}

/** Each piece says where it starts, so that another font's width cannot move the columns. */
function spansOf(line: string): string {
  const spans: string[] = [];
  const on = new Set<string>();
  let column = 0;
  for (const [index, piece] of line.split(/\x1b\[(\d+)m/).entries()) {
    if (index % 2 === 1) {
      if (styles[piece] !== undefined) on.add(piece);
      else on.clear();
    } else if (piece !== '') {
      const style = [...on].map((code) => styles[code]).join(';');
      const x = marginPx + column * columnPx;
      spans.push(
        `<tspan x="${x.toFixed(1)}" textLength="${(piece.length * columnPx).toFixed(1)}"${style ? ` style="${style}"` : ''}>${escapeXml(piece)}</tspan>`,
      );
      column += piece.length;
    }
  }
  return spans.join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
