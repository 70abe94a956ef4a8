import { resolve } from 'node:path';
import { realClock } from '@pileus/sdk/clock';
import { Client } from '@pileus/sdk/cyclecloud';
import type { ControlPlane, ControlPlaneOptions } from '@pileus/server';
import { renderAnnouncement } from '../present/announcement.js';
import { createPaint } from '../present/paint.js';
import { listenForShutdown, type Shutdown } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { sendJson } from '../tour/http-json.js';
import { liveStage, plainStage, type Stage } from '../tour/stage.js';
import { tellStory } from '../tour/story.js';
import { announcementOf, openControlPlane } from './control-plane.js';
import { adminOf } from './serve-options.js';
import { demoCluster } from './world.js';

/** The options of `pileus tour` as commander gives them. */
export interface TourFlags {
  readonly once?: boolean;
  readonly port: number;
  readonly data?: string;
}

/** `pileus tour`: a control plane with the demo world, the story, then serving until a signal. */
export async function tour(flags: TourFlags, terminal: Terminal): Promise<void> {
  const shutdown = listenForShutdown(process, realClock, (code) => process.exit(code));
  const stage = terminal.interactive ? liveStage(terminal) : plainStage(terminal);
  const options = optionsOf(flags, terminal);
  try {
    const plane = await stage.step('Start a control plane with the demo world', () =>
      openControlPlane(options),
    );
    try {
      await tellStoryOf(plane, stage, terminal, shutdown);
      const announcement = announcementOf(plane, options, terminal.columns);
      stage.show(renderAnnouncement(announcement, createPaint(terminal.colour)).trimEnd());
      if (flags.once) return;
      terminal.note('It keeps serving: try the lines above in another shell. Ctrl-C stops it.');
      await shutdown.requested;
    } finally {
      await plane.close();
    }
  } catch (error) {
    throw shutdown.signal.aborted ? new Error('Interrupted before the story ended.') : error;
  } finally {
    shutdown.release();
  }
}

function optionsOf(flags: TourFlags, { env }: Terminal): ControlPlaneOptions {
  const admin = adminOf(env);
  return {
    host: '127.0.0.1',
    port: flags.port,
    world: 'demo',
    ...(flags.data === undefined ? {} : { data: resolve(flags.data) }),
    ...(admin === undefined ? {} : { admin }),
  };
}

async function tellStoryOf(
  plane: ControlPlane,
  stage: Stage,
  terminal: Terminal,
  { signal }: Shutdown,
): Promise<void> {
  const { username, password = plane.admin.apiKey } = plane.admin;
  if (password === undefined) {
    throw new Error(
      'The data folder has an administrator already, whose password only you know: give it by ' +
        'PILEUS_ADMIN_USER and PILEUS_ADMIN_PASSWORD.',
    );
  }
  const login = { url: plane.url, username, password };
  await tellStory({
    cluster: new Client(login).clusters.get(demoCluster),
    visitor: { ...login, send: sendJson, signal },
    stage,
    width: terminal.columns,
    paint: createPaint(terminal.colour),
    signal,
    clock: realClock,
  });
}
