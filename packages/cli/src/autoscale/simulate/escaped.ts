/** Text as it stands in HTML and SVG. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign]!);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
