import { describe, expect, it } from 'vitest';
import { PlacementManager } from './placement.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

describe('PlacementManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('PlacementManager', (client) => new PlacementManager(client), {
      list: (groups) => groups.list(),
      'list, with a mask': (groups) => groups.list({ mask: 'mask[id]' }),
      create: (groups) => groups.create({ name: 'g', backendRouterId: 1, ruleId: 2 }),
      get_routers: (groups) => groups.getRouters(),
      get_object: (groups) => groups.getObject(5),
      'get_object, with a mask': (groups) => groups.getObject(5, { mask: 'mask[id]' }),
      delete: (groups) => groups.delete(5),
      get_all_rules: (groups) => groups.getAllRules(),
      get_rule_id_from_name: (groups) => groups.getRuleIdFromName('spread'),
      get_backend_router_id_from_hostname: (groups) =>
        groups.getBackendRouterIdFromHostname('BCR01A.DAL10'),
      resolve_ids: (groups) => groups.resolveIds('group'),
    });
  });

  it('finds rules and routers by names of any case', async () => {
    const groups = new PlacementManager(
      new Recorder({
        'Virtual_PlacementGroup_Rule::getAllObjects': [
          { id: 1, keyName: 'SPREAD' },
          { id: 2, keyName: 'OTHER' },
        ],
        'Network_Pod::getAllObjects': [
          { backendRouterId: 9, backendRouterName: 'bcr01a.dal10' },
          { backendRouterId: 10, backendRouterName: 'bcr02a.dal10' },
        ],
      }),
    );
    expect(await groups.getRuleIdFromName('spread')).toEqual([1]);
    expect(await groups.getBackendRouterIdFromHostname('BCR02A.dal10')).toEqual([10]);
    expect(await groups.getRuleIdFromName('none')).toEqual([]);
  });
});
