import { it } from 'vitest';
import { BandwidthManager } from './bandwidth.js';
import { expectRecordedCalls } from './recorder.test.helper.js';

it('BandwidthManager makes the calls that softlayer-python makes', async () => {
  await expectRecordedCalls('BandwidthManager', (client) => new BandwidthManager(client), {
    get_location_group: (pools) => pools.getLocationGroup(),
    create_pool: (pools) => pools.createPool({ name: 'pool', locationGroupId: 2 }),
    get_bandwidth_detail: (pools) => pools.getBandwidthDetail(5),
    edit_pool: (pools) => pools.editPool(5, { name: 'new' }),
    delete_pool: (pools) => pools.deletePool(5),
  });
});
