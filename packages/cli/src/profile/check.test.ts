import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProfile } from './check.js';
import { vendorNames, vendors } from './vendors.js';

describe('trying a connection', () => {
  const admin = { username: 'admin', password: 'a-good-password' };
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane({ world: 'demo', admin });
  });
  afterAll(() => plane?.close());
  const { signal } = new AbortController();
  const profile = (vendor: keyof typeof vendors, secret: string) => ({
    ...{ vendor, url: plane.url, username: admin.username },
    [vendors[vendor].secret]: secret,
  });

  it.each(vendorNames)('of %s ends well with the right secret', async (vendor) => {
    await checkProfile(profile(vendor, admin.password), signal);
  });

  it.each(vendorNames)('of %s tells that the secret is wrong', async (vendor) => {
    const error = await checkProfile(profile(vendor, 'hunter22'), signal).catch((e: Error) => e);
    expect(error).toBeInstanceOf(Error);
    expect((error as { status?: number }).status).toBeGreaterThanOrEqual(400);
    expect(String(error)).not.toContain('hunter22');
  });

  it('is refused by a server that speaks something else', async () => {
    const other = { ...profile('tutum', admin.password), url: `${plane.url}/pileus/v1` };
    await expect(checkProfile(other, signal)).rejects.toThrow();
  });
});
