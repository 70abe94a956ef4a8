import { reads, type Service } from '../call.js';
import { createObject, createObjects } from '../create.js';
import { createOptions } from '../create-options.js';
import { guestPower, powerMethods } from '../power.js';
import { deleteObject, getObject, getter } from './machine-methods.js';

/** SoftLayer_Virtual_Guest. */
export const virtualGuest: Service = {
  methods: {
    createObject,
    createObjects,
    getCreateObjectOptions: reads(createOptions),
    getObject: getObject('guest'),
    deleteObject: deleteObject('guest'),
    ...powerMethods('guest', guestPower),
  },
  get: getter('guest'),
};
