/**
 * A table of plain text, columns two spaces apart; numbers stand at the right of their columns.
 *
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 * @returns {string} without a final line feed
 */
export function textTable(head, rows) {
  const lines = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => String(line[column]).length)),
  );
  const right = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  );
  const render = (line) =>
    line
      .map((cell, column) =>
        right[column] ? String(cell).padStart(widths[column]) : String(cell).padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd();
  return [
    render(head),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...rows.map(render),
  ].join('\n');
}
