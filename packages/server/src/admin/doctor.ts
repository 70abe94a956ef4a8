import { compareCounters, repairCounters } from '../inventory/doctor.js';
import { system } from '../store/store.js';
import { route } from './route.js';

export const doctorRoutes = [
  route({
    method: 'GET',
    path: '/doctor',
    summary: 'Adds all machines up and lists the counters that do not agree.',
    tag: 'doctor',
    role: 'admin',
    handle: async ({ context }) => ({
      mismatches: await compareCounters(context.store.reader(system)),
    }),
  }),
  route({
    method: 'POST',
    path: '/doctor/repair',
    summary:
      'Corrects the counters that do not agree. Best done while nothing else is asked of the server.',
    tag: 'doctor',
    role: 'admin',
    handle: ({ context }) =>
      context.store.command(system, async (tx) => {
        const mismatches = await compareCounters(tx);
        if (mismatches.length > 0) await repairCounters(tx, mismatches);
        return { repaired: mismatches };
      }),
  }),
];
