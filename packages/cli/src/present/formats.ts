/** What `--output` takes. Apart from what draws them, so that no command loads that to know their names. */
export const outputFormats = ['table', 'wide', 'json', 'yaml', 'csv'] as const;

export type OutputFormat = (typeof outputFormats)[number];
