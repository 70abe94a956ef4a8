/** Both filters in one; where they meet at a leaf, the second counts. */
export function mergeFilters(first: object | undefined, second: object): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const other = merged[name];
    merged[name] = isBranch(other) && isBranch(value) ? mergeFilters(other, value) : value;
  }
  return merged;
}

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('operation' in value);
