import { describe, expect, it } from 'vitest';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';
import { SearchManager } from './search.js';

describe('SearchManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    const tags = ['a', 'b'];
    await expectRecordedCalls('SearchManager', (client) => new SearchManager(client), {
      get_object_types: (search) => search.getObjectTypes(),
      search: (search) => search.search('web'),
      advanced: (search) => search.advanced('_objectType:SoftLayer_Hardware web*'),
      search_instances: (search) => search.searchInstances('web'),
      'search_instances, in full': (search) =>
        search.searchInstances('', {
          ...{ hostname: 'h', domain: 'd', datacenter: 'Dallas', tags },
          mask: 'mask[resource(SoftLayer_Virtual_Guest)]',
        }),
      'search_hadrware_instances, in full': (search) =>
        search.searchHardwareInstances('web', {
          ...{ hostname: 'h', domain: 'd', cpu: 4, network: 1000, memory: 8 },
          ...{ datacenter: 'Dallas', tags: ['a'] },
        }),
    });
  });

  it('gives what was found instead of where', async () => {
    const found = [{ relevanceScore: '1', resource: { id: 100 } }];
    const search = new SearchManager(new Recorder({ 'Search::advancedSearch': found }));
    expect(await search.searchInstances('web')).toEqual([{ id: 100 }]);
  });
});
