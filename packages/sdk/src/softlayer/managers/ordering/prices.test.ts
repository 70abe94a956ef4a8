import { describe, expect, it } from 'vitest';
import { itemCapacity, itemPriceId, orderingPrices } from './prices.js';

describe('prices of items', () => {
  it('are those that hold everywhere, the last one', () => {
    expect(itemPriceId(undefined, [{ id: 1 }, { id: 2, locationGroupId: 5 }, { id: 3 }])).toBe(3);
    expect(itemPriceId(undefined, [{ id: 2, locationGroupId: 5 }])).toBeUndefined();
  });

  it('are for the term of a contract', () => {
    const prices = [{ id: 1 }, { id: 2, termLength: 12 }];
    expect(itemPriceId(undefined, prices)).toBe(1);
    expect(itemPriceId(undefined, prices.slice(1), 12)).toBe(2);
  });

  it('are restricted by cores and storage, and by processors in name only', () => {
    const between = (capacityRestrictionType: string, min: string, max: string) => ({
      ...{ id: 7, capacityRestrictionType },
      ...{ capacityRestrictionMinimum: min, capacityRestrictionMaximum: max },
    });
    expect(itemPriceId('4', [between('CORE', '2', '4')])).toBe(7);
    expect(itemPriceId('5', [between('CORE', '2', '4')])).toBeUndefined();
    expect(itemPriceId(24, [between('STORAGE_SPACE', '20', '30')])).toBe(7);
    expect(itemPriceId(31, [between('STORAGE_SPACE', '20', '30')])).toBeUndefined();
    expect(itemPriceId(9, [between('PROCESSOR', '1', '1')])).toBe(7);
    expect(itemPriceId(9, [between('OTHER', '1', '9')])).toBeUndefined();
    expect(itemPriceId(undefined, [between('CORE', '2', '4')])).toBe(7);
  });

  it('are compared with cores, a tier, or the cores of a processor', () => {
    const items = [
      { keyName: 'GUEST_CORES_4', capacity: '4' },
      { keyName: 'WRITEHEAVY_TIER', capacity: '4' },
      { keyName: 'INTEL_XEON', description: 'Dual Intel Xeon (24 Cores, 2.60 GHz)' },
      { keyName: 'RAM_8_GB', capacity: '8' },
    ];
    expect(itemCapacity(items, ['RAM_8_GB'])).toBeUndefined();
    expect(itemCapacity(items, ['RAM_8_GB', 'GUEST_CORES_4'])).toBe('4');
    expect(itemCapacity(items, ['WRITEHEAVY_TIER'])).toBe('4');
    expect(itemCapacity(items, ['GUEST_CORES_4', 'INTEL_XEON'])).toBe('24');
  });

  it('are found by the reference code of an operating system, and carry their category', () => {
    const system = {
      ...{ keyName: 'OS_UBUNTU', itemCategory: { categoryCode: 'os' }, prices: [{ id: 14 }] },
      softwareDescription: { referenceCode: 'UBUNTU_22_64' },
    };
    expect(orderingPrices([system], ['UBUNTU_22_64'], 'P')).toEqual([
      { id: 14, categories: [{ categoryCode: 'os' }], item: { keyName: 'OS_UBUNTU' } },
    ]);
  });

  it('of numbered places end with the places', () => {
    const slot = (n: number) => ({ id: n, categories: [{ categoryCode: `pcie_slot${n}` }] });
    const card = {
      ...{ keyName: 'CARD', itemCategory: { categoryCode: 'pcie_slot0' } },
      prices: [slot(0), slot(1)],
    };
    const ordered = (count: number) =>
      orderingPrices([card], Array<string>(count).fill('CARD'), 'P').map(({ id }) => id);
    expect(ordered(2)).toEqual([0, 1]);
    expect(() => ordered(3)).toThrow('The item CARD of P has no price for pcie_slot2');
  });
});
