/** The number of a machine in its array: as given, else as its name tells (`execute-7`), else none. */
export function ordinalIn(
  array: string,
  machine: { readonly name: string; readonly ordinal?: number | undefined },
): number | null {
  if (machine.ordinal !== undefined) return machine.ordinal;
  const number = machine.name.startsWith(`${array}-`) ? machine.name.slice(array.length + 1) : '';
  return /^[1-9]\d{0,8}$/.test(number) ? Number(number) : null;
}
