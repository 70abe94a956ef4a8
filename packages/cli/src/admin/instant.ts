/** `2026-11-25T09:35:08.657Z` as people read it: `2026-11-25 09:35:08`, in UTC. */
export const instant = (time: string | null | undefined): string | undefined =>
  time?.slice(0, 19).replace('T', ' ');

/** Today's part of it. */
export const clock = (time: string): string => time.slice(11, 19);
