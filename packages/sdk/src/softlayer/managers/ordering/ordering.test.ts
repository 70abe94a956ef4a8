import { describe, expect, it } from 'vitest';
import { expectRecordedCalls, Recorder } from '../recorder.test.helper.js';
import { OrderingManager } from './ordering.js';

const complexType = 'SoftLayer_Container_Product_Order_Virtual_Guest';
const guest = {
  ...{ packageKeyname: 'CLOUD_SERVER', location: 'dal13', complexType },
  itemKeynames: ['GUEST_CORES_4', 'RAM_8_GB'],
};
const address = {
  ...{ packageKeyname: 'CLOUD_SERVER', itemKeynames: ['1_IP_ADDRESS'] },
  complexType: 'X',
};
const mask = 'mask[id]';

describe('OrderingManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('OrderingManager', (client) => new OrderingManager(client), {
      get_packages_of_type: (orders) => orders.getPackagesOfType(['A', 'B'], { mask }),
      get_package_by_type: (orders) => orders.getPackageByType('A'),
      get_package_id_by_type: (orders) => orders.getPackageIdByType('A'),
      get_package_by_key: (orders) => orders.getPackageByKey('CLOUD_SERVER'),
      get_order_detail: (orders) => orders.getOrderDetail(5),
      'get_order_detail, with a mask': (orders) => orders.getOrderDetail(5, { mask }),
      get_quotes: (orders) => orders.getQuotes(),
      get_quote_details: (orders) => orders.getQuoteDetails(5),
      save_quote: (orders) => orders.saveQuote(5),
      get_order_container: (orders) => orders.getOrderContainer(5),
      delete_quote: (orders) => orders.deleteQuote(5),
      generate_order_template: (orders) =>
        orders.generateOrderTemplate(5, { extras: { hardware: [{ hostname: 'a' }] } }),
      verify_quote: (orders) =>
        orders.verifyQuote(5, { extras: { hardware: [{ hostname: 'a' }] } }),
      order_quote: (orders) => orders.orderQuote(5, { extras: { quantity: 2 } }),
      list_categories: (orders) => orders.listCategories('CLOUD_SERVER'),
      'list_categories, with a mask': (orders) => orders.listCategories('CLOUD_SERVER', { mask }),
      list_items: (orders) => orders.listItems('CLOUD_SERVER'),
      'list_items, with a mask': (orders) =>
        orders.listItems('CLOUD_SERVER', { mask, filter: { items: { id: { operation: 1 } } } }),
      list_presets: (orders) => orders.listPresets('CLOUD_SERVER'),
      'list_presets, with a mask': (orders) => orders.listPresets('CLOUD_SERVER', { mask }),
      list_packages: (orders) => orders.listPackages(),
      'list_packages, with a mask': (orders) => orders.listPackages({ mask: 'mask[id,isActive]' }),
      get_preset_by_key: (orders) => orders.getPresetByKey('CLOUD_SERVER', 'S1270'),
      'get_price_id_list, by key': async (orders) =>
        expect(
          await orders.getPriceIdList('CLOUD_SERVER', ['1_IP_ADDRESS', 'OS_UBUNTU_20_04']),
        ).toEqual([11, 14]),
      'get_price_id_list, by cores': async (orders) =>
        expect(await orders.getPriceIdList('CLOUD_SERVER', ['GUEST_CORES_4', 'RAM_8_GB'])).toEqual([
          21, 23,
        ]),
      'get_price_id_list, of numbered places': async (orders) =>
        expect(await orders.getPriceIdList('CLOUD_SERVER', ['GPU_X', 'GPU_X'])).toEqual([25, 26]),
      get_preset_prices: (orders) => orders.getPresetPrices(64),
      get_item_prices: (orders) => orders.getItemPrices(200),
      verify_order: (orders) => orders.verifyOrder(guest),
      'place_order, in full': (orders) =>
        orders.placeOrder({
          ...guest,
          ...{ hourly: false, presetKeyname: 'S1270', quantity: 2 },
          extras: { virtualGuests: [{ hostname: 'a' }] },
        }),
      'place_order, at a region': (orders) =>
        orders.placeOrder({ ...address, location: 'DALLAS13' }),
      'place_order, nowhere': (orders) => orders.placeOrder({ ...address, location: 'NONE' }),
      'place_order, at an id': (orders) => orders.placeOrder({ ...address, location: 5 }),
      place_quote: (orders) => orders.placeQuote(guest),
      'place_quote, by mail': (orders) =>
        orders.placeQuote({ ...guest, quoteName: 'q', sendEmail: true }),
      package_locations: (orders) => orders.packageLocations('CLOUD_SERVER'),
      get_item_prices_by_location: (orders) =>
        orders.getItemPricesByLocation('dal13', 'CLOUD_SERVER'),
      resolve_location_name: async (orders) =>
        expect(await orders.resolveLocationName('DALLAS13')).toBe('dal13'),
      get_items: (orders) => orders.getItems(200, { filter: { items: { id: { operation: 1 } } } }),
      get_regions: (orders) => orders.getRegions(200),
      'get_regions, at a location': (orders) => orders.getRegions(200, { location: 'dal13' }),
      get_all_cancelation: (orders) => orders.getAllCancelation(),
    });
  });

  it('leaves outlets and packages that cannot be ordered out', async () => {
    const packages = [
      { id: 1, name: 'A', isActive: 1 },
      { id: 2, name: 'Outlet B', isActive: 1 },
      { id: 3, name: 'C', description: 'from the outlet', isActive: 0 },
      { id: 4, name: 'D', isActive: 0 },
    ];
    const orders = new OrderingManager(
      new Recorder({ 'Product_Package::getAllObjects': packages }),
    );
    expect(await orders.getPackagesOfType(['X'])).toMatchObject([{ id: 1 }, { id: 4 }]);
    expect(await orders.listPackages()).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect(await orders.getPackageByType('X')).toMatchObject({ id: 4 });
    expect(await orders.getPackageIdByType('X')).toBe(4);
  });

  it('names what the catalogue does not have', async () => {
    const none = new OrderingManager(
      new Recorder({
        'Product_Package::getAllObjects': [],
        'Location::getDatacenters': [],
      }),
    );
    expect(await none.getPackageByType('X')).toBeUndefined();
    await expect(none.getPackageIdByType('X')).rejects.toThrow('no package of the type X');
    await expect(none.listItems('X')).rejects.toThrow('There is no package X');
    await expect(none.getLocationId('xyz01')).rejects.toThrow('No data centre fits xyz01');
    await expect(none.resolveLocationName('xyz01')).rejects.toThrow('no data centre xyz01');
    const empty = new OrderingManager(
      new Recorder({
        'Product_Package::getAllObjects': [{ id: 1 }],
        'Product_Package::getActivePresets': [],
        'Product_Package::getAccountRestrictedActivePresets': [],
        'Product_Package::getItems': [],
        'Location::getDatacenters': [{ id: 1 }, { id: 2 }],
      }),
    );
    await expect(empty.getPresetByKey('P', 'X')).rejects.toThrow('P has no preset X');
    await expect(empty.getPriceIdList('P', ['X'])).rejects.toThrow('P has no item X');
    await expect(empty.getLocationId('DALLAS')).rejects.toThrow('More than one data centre fits');
  });

  it('refuses orders and quotes that cannot be, before any call', async () => {
    const client = new Recorder();
    const orders = new OrderingManager(client);
    await expect(orders.placeOrder({ ...guest, complexType: '' })).rejects.toMatchObject({
      argument: 'complexType',
    });
    const extras = [] as unknown as Record<string, unknown>;
    await expect(orders.orderQuote(5, { extras })).rejects.toMatchObject({ argument: 'extras' });
    await expect(orders.resolveLocationName('')).rejects.toMatchObject({ argument: 'location' });
    expect(client.calls).toEqual([]);
  });

  it('orders nothing when the price of an item is missing', async () => {
    const item = { keyName: 'X', itemCategory: { categoryCode: 'ram' }, prices: [] };
    const client = new Recorder({
      'Product_Package::getAllObjects': [{ id: 1 }],
      'Product_Package::getItems': [item],
    });
    const order = { ...address, itemKeynames: ['X'], location: 5 };
    await expect(new OrderingManager(client).placeOrder(order)).rejects.toThrow(
      'The item X of CLOUD_SERVER has no price for ram',
    );
    expect(client.calls.map(({ call }) => call)).not.toContain('Product_Order::placeOrder');
  });

  it('stops where its signal says, in every call that it makes', async () => {
    const client = new Recorder({
      'Product_Package::getAllObjects': [{ id: 1 }],
      'Product_Package::getItems': [
        { keyName: '1_IP_ADDRESS', itemCategory: {}, prices: [{ id: 1 }] },
      ],
      'Product_Package::getActivePresets': [{ id: 64 }],
      'Product_Package::getAccountRestrictedActivePresets': [],
      'Product_Package_Preset::getObject': { prices: [] },
      'Location::getDatacenters': [{ id: 1 }],
    });
    const { signal } = new AbortController();
    const order = { ...address, location: 'dal13', presetKeyname: 'S' };
    await new OrderingManager(client).placeOrder({ ...order, signal, timeout: 7 });
    expect(client.options).toHaveLength(client.calls.length);
    for (const options of client.options) expect(options).toMatchObject({ signal, timeout: 7 });
  });
});
