import { decimalText } from '@pileus/sdk/softlayer/wire';
import { unitPrices } from '../../inventory/guests.js';
import { eq } from '../../store/predicate.js';
import type { Outcome, ReadSession } from './call.js';
import { offers } from './offers.js';
import type { Wire } from './project.js';
import { imageCodes } from './surroundings.js';

const hoursOfMonth = 730;

const price = (description: string, hourly: number): Wire => ({
  hourlyRecurringFee: decimalText(hourly),
  recurringFee: decimalText(Math.round(hourly * hoursOfMonth * 100) / 100),
  item: { description },
});

/** Virtual_Guest::getCreateObjectOptions: what a template may say. */
export async function createOptions({ reader }: ReadSession): Promise<Outcome> {
  const locations = await reader.select('location');
  const images = await reader.select('image', { where: eq('kind', 'os') });
  const codes = await imageCodes(
    reader,
    images.map(({ id }) => id),
  );
  const flavors = await reader.select('machineType', { where: eq('kind', 'guest') });
  return {
    value: {
      processors: offers.processors.map((startCpus) => ({
        template: { startCpus },
        itemPrice: price(`${startCpus} x 2.0 GHz Cores`, startCpus * unitPrices.vcpu),
      })),
      memory: offers.memory.map((maxMemory) => ({
        template: { maxMemory },
        itemPrice: price(`${maxMemory / 1024} GB`, (maxMemory / 1024) * unitPrices.memoryGb),
      })),
      blockDevices: ['0', '2'].flatMap((device) =>
        offers.disks.map((capacity) => ({
          template: {
            localDiskFlag: true,
            blockDevices: [{ device, diskImage: { capacity } }],
          },
          itemPrice: price(`${capacity} GB (LOCAL)`, capacity * unitPrices.storageGb),
        })),
      ),
      operatingSystems: images
        .filter(({ id }) => codes.has(id))
        .map(({ id, title }) => ({
          template: { operatingSystemReferenceCode: codes.get(id)! },
          itemPrice: price(title, 0),
        })),
      networkComponents: offers.speeds.map((maxSpeed) => ({
        template: { networkComponents: [{ maxSpeed }] },
        itemPrice: price(`${maxSpeed} Mbps Public & Private Network Uplinks`, 0),
      })),
      datacenters: locations.map(({ code }) => ({ template: { datacenter: { name: code } } })),
      flavors: flavors.map(({ name, price: hourly }) => ({
        flavor: {
          keyName: name,
          name,
          configuration: [],
          totalMinimumHourlyFee: decimalText(hourly),
          totalMinimumRecurringFee: decimalText(Math.round(hourly * hoursOfMonth * 100) / 100),
        },
        template: { supplementalCreateObjectOptions: { flavorKeyName: name } },
      })),
    },
  };
}
