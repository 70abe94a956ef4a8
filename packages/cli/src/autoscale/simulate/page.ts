import { escaped } from './escaped.js';
import { svgPicture } from './picture.js';
import type { SimulationReport } from './report.js';
import { headOf, lines } from './report-table.js';

/** The picture and the figures as a page that needs nothing else. */
export function htmlPage(report: SimulationReport): string {
  const { policies } = report;
  const row = (kind: 'th' | 'td', name: string, cells: readonly string[]) => {
    const rest = cells.map((cell) => `<${kind}>${escaped(cell)}</${kind}>`).join('');
    return `<tr><th>${escaped(name.trim())}</th>${rest}</tr>`;
  };
  const head = escaped(headOf(report));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${head}</title>
<style>
body { color: #24292f; background: #fff; color-scheme: light; font: 15px sans-serif; margin: 2rem auto; max-width: 960px; padding: 0 1rem }
h1 { font-size: 1.2rem }
svg { height: auto; max-width: 100% }
table { border-collapse: collapse }
th, td { border-bottom: 1px solid #d0d7de; padding: .3rem .8rem .3rem 0; text-align: right }
th:first-child { font-weight: normal; text-align: left }
</style>
<h1>${head}</h1>
${svgPicture(report)}<table>
${[
  row(
    'th',
    '',
    policies.map(({ policy }) => policy),
  ),
  ...lines(policies).map(([name, of]) => row('td', name, policies.map(of))),
].join('\n')}
</table>
`;
}
