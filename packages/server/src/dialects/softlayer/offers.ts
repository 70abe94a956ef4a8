/** What a new guest may be made of, as `getCreateObjectOptions` lists it. */
export const offers = {
  /** Cores. */
  processors: [1, 2, 4, 6, 8, 12, 16, 32, 48, 56, 64],
  /** MiB. */
  memory: [1, 2, 4, 6, 8, 12, 16, 32, 48, 64, 96, 128, 192, 242, 256, 384, 512].map(
    (gb) => gb * 1024,
  ),
  /** GB. */
  disks: [10, 20, 25, 30, 40, 50, 75, 100, 125, 150, 175, 200, 250, 300, 350, 400, 500, 750, 1000],
  /** Mbit/s. */
  speeds: [10, 100, 1000, 10_000],
} as const;

/** The first disk of a guest whose template names none, and whose image needs no more: GB. */
export const smallestDiskGb = 25;

/** Mbit/s of a guest whose template names no speed (documented). */
export const defaultSpeed = 10;
