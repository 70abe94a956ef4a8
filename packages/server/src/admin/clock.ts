import { z } from 'zod';
import { moveClock } from '../settings.js';
import { system } from '../store/store.js';
import { type AdminContext, route } from './route.js';

/** A hundred years, in seconds: later dates are none that vendors' clients can read. */
const farthest = 100 * 365 * 24 * 3600;

const move = z
  .object({
    speed: z
      .number()
      .min(0)
      .max(100_000)
      .optional()
      .describe('How many times as fast as life the world runs; 0: it stands still.'),
    advance: z
      .number()
      .min(0)
      .max(farthest)
      .optional()
      .describe('Seconds to move ahead by, at once.'),
  })
  .refine(({ speed, advance }) => speed !== undefined || advance !== undefined, {
    message: 'Give "speed", "advance" or both.',
  });

const view = ({ clock, realClock }: AdminContext) => ({
  now: new Date(clock.now()).toISOString(),
  realNow: new Date(realClock.now()).toISOString(),
  speed: clock.speed,
});

export const clockRoutes = [
  route({
    method: 'GET',
    path: '/clock',
    summary: 'Shows what time it is in the world, and how fast it runs.',
    tag: 'world',
    role: 'reader',
    handle: ({ context }) => view(context),
  }),
  route({
    method: 'PATCH',
    path: '/clock',
    summary:
      "Moves the world's clock ahead, or lets it run at another speed. It is never put back.",
    tag: 'world',
    role: 'admin',
    body: move,
    handle: async ({ context, body: { speed, advance = 0 } }) => {
      const position = await context.store.command({ ...system, actor: 'admin' }, (tx) =>
        moveClock(tx, { speed, advanceMs: advance * 1000 }),
      );
      context.clock.set(position);
      return view(context);
    },
  }),
];
