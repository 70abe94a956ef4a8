import { type ControlPlane, type ControlPlaneOptions, startControlPlane } from '@pileus/server';
import type { AnnouncedAdmin, Announcement } from '../present/announcement.js';
import { curlLines, pileusLines } from '../present/curl-lines.js';
import { demoCluster } from './world.js';

/**
 * Starts a control plane.
 *
 * @throws Error that says what to do when the port is taken or not allowed
 */
export async function openControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  try {
    return await startControlPlane(options);
  } catch (error) {
    const place = `port ${options.port} of ${options.host}`;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Another program listens on ${place}: stop it, or choose another --port (0: a free one).`,
      );
    }
    if (code === 'EACCES') {
      throw new Error(`No permission to listen on ${place}: choose a --port above 1023.`);
    }
    throw error;
  }
}

/** What is told about a control plane that has been started with `options`. */
export function announcementOf(
  plane: ControlPlane,
  options: ControlPlaneOptions,
  columns: number,
): Announcement {
  const { url } = plane;
  const admin = newSecrets(plane.admin, options.admin);
  const knowsPassword = options.admin?.password !== undefined;
  const knowsOnlyKey = options.admin?.apiKey !== undefined && !knowsPassword;
  const login = {
    url,
    username: admin.username,
    secret: knowsPassword ? undefined : (admin.password ?? admin.apiKey),
    variable: knowsOnlyKey ? 'PILEUS_ADMIN_API_KEY' : 'PILEUS_ADMIN_PASSWORD',
    cluster: options.world === 'demo' ? demoCluster : undefined,
    privateCertificate: options.tls !== undefined && 'auto' in options.tls,
  };
  const lines = [...curlLines(login, columns), ...pileusLines(login, columns)];
  return { url, admin, lines };
}

/** The administrator without the secrets that were given: those are known, and stay unshown. */
export function newSecrets(
  { username, password, apiKey, generated }: ControlPlane['admin'],
  given: ControlPlaneOptions['admin'] = {},
): AnnouncedAdmin {
  const fresh = {
    ...(generated && password !== undefined && given.password === undefined ? { password } : {}),
    ...(generated && apiKey !== undefined && given.apiKey === undefined ? { apiKey } : {}),
  };
  return { username, ...fresh, generated: Object.keys(fresh).length > 0 };
}
