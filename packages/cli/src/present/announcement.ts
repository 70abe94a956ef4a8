import type { ShellLine } from './curl-lines.js';
import type { Paint } from './paint.js';

/** The administrator, with those secrets that were made just now and nobody has seen yet. */
export interface AnnouncedAdmin {
  readonly username: string;
  readonly password?: string;
  readonly apiKey?: string;
  /** Whether there are any. */
  readonly generated: boolean;
}

export interface Announcement {
  readonly url: string;
  readonly admin: AnnouncedAdmin;
  /** What can be pasted into another shell. */
  readonly lines: readonly ShellLine[];
}

/** Where a control plane listens, who may log in, and what to paste into another shell. */
export function renderAnnouncement(
  { url, admin, lines: pasted }: Announcement,
  paint: Paint,
): string {
  const lines = [
    `Pileus listens on ${paint.name(url)}`,
    '',
    `  user      ${admin.username}`,
    ...secretLines(admin, paint),
    '',
  ];
  for (const { title, command } of pasted) {
    lines.push(paint.dim(`# ${title}`), command);
  }
  return `${lines.join('\n')}\n`;
}

function secretLines(admin: AnnouncedAdmin, paint: Paint): string[] {
  if (!admin.generated) return [paint.dim('  with the secrets set before')];
  return [
    ...(admin.password === undefined ? [] : [`  password  ${admin.password}`]),
    ...(admin.apiKey === undefined ? [] : [`  API key   ${admin.apiKey}`]),
    paint.dim('  Generated now and shown only this once; valid in every API.'),
  ];
}

/** The same as one line of JSON: `{ url, admin }`. */
export function announcementJson({ url, admin }: Omit<Announcement, 'lines'>): string {
  return JSON.stringify({ url, admin });
}
