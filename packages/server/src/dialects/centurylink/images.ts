import type { Row } from '../../store/tables.js';

type Image = Row<'image'>;

/** The families as people read them. */
const familyTexts: Readonly<Record<string, string>> = {
  centOS: 'CentOS',
  debian: 'Debian',
  redHat: 'RedHat Enterprise Linux',
  ubuntu: 'Ubuntu',
  windows: 'Windows',
};

type OsOf = Pick<Image, 'osFamily' | 'osVersion' | 'bits'>;

export const isWindows = (image: Pick<Image, 'osFamily'> | undefined): boolean =>
  image?.osFamily === 'windows';

/**
 * An operating system as this vendor writes it: `centOS6_64Bit` and `CentOS 6 64-bit` (recorded). Systems that
 * the vendor never had are spelled in the same way; a machine without an image has empty texts.
 */
export function osOf(image: OsOf | undefined): { readonly os: string; readonly osType: string } {
  if (!image) return { os: '', osType: '' };
  const { osFamily, bits } = image;
  const version = image.osVersion.split('.')[0]!.replaceAll(/[^A-Za-z0-9]/g, '');
  // `2012R2DataCenter` is read as `2012 R2 DataCenter`.
  const words = version.replaceAll(/(?<=\d)(?=[A-Z])/g, ' ');
  const text = [familyTexts[osFamily] ?? osFamily, words].filter(Boolean).join(' ');
  return { os: `${osFamily}${version}_${bits}Bit`, osType: `${text} ${bits}-bit` };
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
