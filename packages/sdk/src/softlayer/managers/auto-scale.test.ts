import { it } from 'vitest';
import { AutoScaleManager } from './auto-scale.js';
import { expectRecordedCalls } from './recorder.test.helper.js';

it('AutoScaleManager makes the calls that softlayer-python 6.1 makes', async () => {
  await expectRecordedCalls('AutoScaleManager', (client) => new AutoScaleManager(client), {
    list: (scale) => scale.list(),
    details: (scale) => scale.details(5),
    get_policy: (scale) => scale.getPolicy(6),
    scale: (scale) => scale.scale(5, -2),
    scale_to: (scale) => scale.scaleTo(5, 3),
    get_logs: (scale) => scale.getLogs(5),
    'get_logs, filtered': (scale) =>
      scale.getLogs(5, { mask: 'mask[id]', filter: { logs: { id: { operation: 1 } } } }),
    get_virtual_guests: (scale) => scale.getVirtualGuests(5),
    edit: (scale) => scale.edit(5, { name: 'g' }),
    create: (scale) => scale.create({ name: 'g' }),
    delete: (scale) => scale.delete(5),
  });
});
