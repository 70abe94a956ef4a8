import { filterMatcher, sortByFilter } from '@pileus/sdk/softlayer/filter';
import { reads, type Service, sliced } from '../call.js';
import { notFound } from '../faults.js';
import { filterOf, readerOf } from '../filters.js';
import { checkMask } from '../masks.js';
import { locationNode } from '../parts.js';
import { project } from '../project.js';
import { idOf } from './machine-methods.js';

/** SoftLayer_Location and SoftLayer_Location_Datacenter: every location of the world is a data center. */
export const locations: Service = {
  methods: {
    getObject: reads(async ({ reader }, call) => {
      const id = idOf(call);
      checkMask(call.mask, call.service);
      const location = /^\d{1,9}$/.test(String(id))
        ? await reader.get('location', { id: Number(id) })
        : undefined;
      const node = locationNode(location);
      if (!node) throw notFound(id);
      return { value: project(node, call.mask) };
    }),
    getDatacenters: reads(async ({ reader }, call) => {
      checkMask(call.mask, 'SoftLayer_Location');
      const filter = filterOf(call.filter);
      const matches = filterMatcher(filter, reader.now);
      const nodes = (await reader.select('location'))
        .map((location) => locationNode(location)!)
        .filter((node) => matches(readerOf(node)));
      const sorted = sortByFilter(nodes, filter.orderBy, readerOf);
      return {
        value: sliced(sorted, call.limit).map((node) => project(node, call.mask)),
        total: sorted.length,
      };
    }),
  },
};
