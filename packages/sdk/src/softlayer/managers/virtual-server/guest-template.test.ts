import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GuestOptions, guestTemplate } from './guest-template.js';

const base = { hostname: 'web', domain: 'example.org', cpus: 1, memory: 1024 };

describe('templates of virtual servers', () => {
  it('are what the article of SoftLayer about Python sends', () => {
    const options = { ...base, hourly: true, osCode: 'UBUNTU_LATEST', localDisk: false };
    expect(guestTemplate(options)).toEqual({
      startCpus: 1,
      maxMemory: 1024,
      hostname: 'web',
      domain: 'example.org',
      localDiskFlag: false,
      hourlyBillingFlag: true,
      supplementalCreateObjectOptions: { bootMode: null },
      operatingSystemReferenceCode: 'UBUNTU_LATEST',
    });
  });

  it.each<[Partial<GuestOptions>, string]>([
    [{ hostname: '' }, 'hostname'],
    [{ domain: '' }, 'domain'],
    [{ osCode: 'A', imageId: 'b' }, 'imageId'],
    [{ flavor: 'F' }, 'cpus'],
    [{ flavor: 'F', cpus: undefined }, 'memory'],
    [{ flavor: 'F', cpus: undefined, memory: undefined, dedicated: true }, 'dedicated'],
    [{ flavor: 'F', cpus: undefined, memory: undefined, hostId: 4 }, 'hostId'],
    [{ publicSubnet: 1 }, 'publicSubnet'],
    [{ privateSubnet: 1, publicVlan: 2 }, 'privateSubnet'],
    [{ publicRouter: 1, publicVlan: 2 }, 'publicRouter'],
    [{ privateRouter: 1, publicSubnet: 2 }, 'privateRouter'],
  ])('refuse %j', (wrong, argument) => {
    expect(() => guestTemplate({ ...base, ...wrong })).toThrow(
      expect.objectContaining({ name: 'ArgumentError', argument }),
    );
  });

  it('keep the device of swap free, however many disks there are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }), (disks) => {
        const { blockDevices } = guestTemplate({ ...base, disks }) as {
          blockDevices: { device: string; diskImage: { capacity: number } }[];
        };
        expect(blockDevices.map(({ diskImage }) => diskImage.capacity)).toEqual(disks);
        const devices = blockDevices.map(({ device }) => device);
        expect(new Set(devices).size).toBe(disks.length);
        expect(devices).not.toContain('1');
        expect(devices[0]).toBe('0');
      }),
    );
  });
});
