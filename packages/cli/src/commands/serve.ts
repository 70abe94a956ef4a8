import { realClock } from '@pileus/sdk/clock';
import type { ControlPlaneOptions } from '@pileus/server';
import { announcementJson, renderAnnouncement } from '../present/announcement.js';
import { createPaint } from '../present/paint.js';
import { listenForShutdown } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { announcementOf, openControlPlane } from './control-plane.js';

/** `pileus serve`: runs a control plane until SIGINT or SIGTERM. */
export async function serve(
  options: ControlPlaneOptions,
  output: 'text' | 'json',
  terminal: Terminal,
): Promise<void> {
  const shutdown = listenForShutdown(process, realClock, (code) => process.exit(code));
  try {
    const plane = await openControlPlane(options);
    try {
      const announcement = announcementOf(plane, options, terminal.columns);
      if (output === 'json') {
        terminal.write(`${announcementJson(announcement)}\n`);
      } else {
        terminal.write(renderAnnouncement(announcement, createPaint(terminal.colour)));
        if (options.data === undefined && options.database === undefined) {
          terminal.note('State is kept in memory and ends with this process; --data DIR keeps it.');
        }
      }
      await shutdown.requested;
      terminal.note('Stopping; a second Ctrl-C stops at once.');
    } finally {
      await plane.close();
    }
  } finally {
    shutdown.release();
  }
}
