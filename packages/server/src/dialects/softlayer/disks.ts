import { dateText } from './dates.js';
import { fixed, type Node, partId } from './nodes.js';
import { slots } from './parts.js';
import type { ShownMachine, Surroundings } from './surroundings.js';

/** Device `1` of every guest is its swap space (documented); it is no disk of the inventory. */
const swap = { device: '1', gb: 2 };

/** A guest has fewer devices than its block of ids has places for them. */
const mostDevices = 24;

/** SoftLayer_Virtual_Guest_Block_Device: the first disk is device `0`, the others begin with `2`. */
export function blockDevices(machine: ShownMachine, around: Surroundings): Node[] {
  const rows = around.disks.get(machine.id) ?? [];
  const sizes = rows.length > 0 ? rows.map(({ sizeGb }) => sizeGb) : [machine.diskGb];
  const disks = sizes.map((gb, i) => ({ device: i === 0 ? '0' : String(i + 1), gb }));
  const [first, ...others] = disks;
  return [first!, swap, ...others].slice(0, mostDevices).map(({ device, gb }, i) => {
    const diskId = partId(machine.id, slots.diskImage + i);
    const name = `${machine.hostname}-${device === swap.device ? 'SWAP' : device}`;
    return fixed('SoftLayer_Virtual_Guest_Block_Device', {
      id: partId(machine.id, slots.blockDevice + i),
      bootableFlag: device === '0' ? 1 : 0,
      createDate: dateText(machine.createdAt),
      device,
      diskImageId: diskId,
      guestId: machine.id,
      hotPlugFlag: 0,
      mountMode: 'RW',
      mountType: 'Disk',
      statusId: 1,
      uuid: machine.uid,
      diskImage: fixed('SoftLayer_Virtual_Disk_Image', {
        id: diskId,
        capacity: gb,
        units: 'GB',
        createDate: dateText(machine.createdAt),
        name,
        description: name,
        typeId: 241,
        uuid: machine.uid,
        metadataFlag: false,
        localDiskFlag: true,
      }),
    });
  });
}
