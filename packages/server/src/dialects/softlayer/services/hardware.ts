import type { Service } from '../call.js';
import { hardwarePower, powerMethods } from '../power.js';
import { getObject, getter } from './machine-methods.js';

/** SoftLayer_Hardware and SoftLayer_Hardware_Server: every machine of the kind is a server. */
export const hardware: Service = {
  methods: { getObject: getObject('metal'), ...powerMethods('metal', hardwarePower) },
  get: getter('metal'),
};
