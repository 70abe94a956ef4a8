import type { Row } from '../../store/tables.js';

type Image = Row<'image'>;

type OsOf = Pick<Image, 'kind' | 'title' | 'osFamily' | 'osVersion' | 'bits'>;

export const isWindows = (image: Pick<Image, 'osFamily'> | undefined): boolean =>
  image?.osFamily === 'windows';

/**
 * An operating system as this vendor writes it: `centOS6_64Bit` and `CentOS 6 64-bit` (recorded). Systems that
 * the vendor never had are spelled in the same way; a machine without an image has empty texts.
 */
export function osOf(image: OsOf | undefined): { readonly os: string; readonly osType: string } {
  if (!image) return { os: '', osType: '' };
  const { kind, title, osFamily, bits } = image;
  const version = image.osVersion.split('.')[0]!.replaceAll(/[^A-Za-z0-9]/g, '');
  return {
    os: `${osFamily}${version}_${bits}Bit`,
    // The title of an image that somebody captured tells of its use, not of its system.
    osType: kind === 'os' ? title : `${osFamily} ${version} ${bits}-bit`,
  };
}

/** Drive paths that a template reserves (documented). */
export function reservedPaths(image: Pick<Image, 'osFamily'>): readonly string[] {
  return isWindows(image) ? windowsPaths : linuxPaths;
}

const windowsPaths = ['a', 'b', 'c', 'd'];

const linuxPaths = (
  'bin boot build cdrom compat dist dev entropy etc home initrd.img lib lib64 libexec lost+found ' +
  'media mnt opt proc root sbin selinux srv sys tmp usr var vmlinuz'
).split(' ');
