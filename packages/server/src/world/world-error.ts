/** One thing that is wrong with a world file. */
export interface WorldIssue {
  /** Where in the file: `machines[2].location`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A world file that cannot be used, with everything that is wrong with it. Nothing was changed. */
export class WorldError extends Error {
  override readonly name = 'WorldError';

  constructor(
    /** The file's path, or `demo` or `empty`. */
    readonly source: string,
    readonly issues: readonly WorldIssue[],
    options?: ErrorOptions,
  ) {
    const lines = issues.map(({ path, message }) => `\n  ${path ? `${path}: ` : ''}${message}`);
    super(`The world ${source} cannot be used:${lines.join('')}`, options);
  }
}
