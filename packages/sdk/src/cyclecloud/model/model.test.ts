import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as wire from '../wire.js';
import { ClusterStatus, NodeCreationRequest, NodeCreationRequestSet, NodeList } from './index.js';

const set = { count: 4, nodearray: 'ondemand', definition: { machineType: 'Standard_HC44rs' } };

describe('models', () => {
  it('are built property by property, as in Python', () => {
    const request = new NodeCreationRequest();
    const first = new NodeCreationRequestSet();
    first.count = 1;
    first.nodearray = 'ondemand';
    request.sets = [first];
    request.validate();
    expect(request.toDict()).toEqual({ sets: [{ count: 1, nodearray: 'ondemand' }] });
    expect(JSON.stringify(request)).toBe('{"sets":[{"count":1,"nodearray":"ondemand"}]}');
  });

  it('are built of plain objects, which become models inside', () => {
    const request = new NodeCreationRequest({ requestId: 'r', sets: [set] });
    expect(request.sets[0]).toBeInstanceOf(NodeCreationRequestSet);
    expect(request.toDict()).toEqual({ requestId: 'r', sets: [set] });
    expect(Object.getPrototypeOf(request.toDict().sets[0])).toBe(Object.prototype);
  });

  it('take plain objects later too', () => {
    const request = new NodeCreationRequest({ sets: [] });
    request.sets = [{ ...set, count: undefined as never }];
    expect(() => request.validate()).toThrow('`sets[0].count`');
    request.sets = [set];
    request.validate();
    expect(request.toDict()).toEqual({ sets: [set] });
  });

  it.each<[object, string, string]>([
    [{}, 'sets', '`sets` of NodeCreationRequest is missing.'],
    [{ sets: null }, 'sets', 'is missing'],
    [{ sets: set }, 'sets', 'must be a list'],
    [{ sets: [7] }, 'sets[0]', 'must be an object'],
    [{ sets: [set, { count: 1 }] }, 'sets[1].nodearray', '`sets[1].nodearray` of NodeCreationReq'],
    [{ sets: [{ ...set, count: 1.5 }] }, 'sets[0].count', 'must be an integer'],
    [{ sets: [{ ...set, nodeAttributes: [] }] }, 'sets[0].nodeAttributes', 'must be a record'],
    [
      { sets: [{ ...set, definition: { machineType: 1 } }] },
      'sets[0].definition.machineType',
      'a s',
    ],
    [{ sets: [set], requestId: 5 }, 'requestId', 'must be a string'],
  ])('name what is wrong in %j', (dict, argument, message) => {
    const validate = () => NodeCreationRequest.fromDict(dict).validate();
    expect(validate).toThrow(expect.objectContaining({ argument, kind: 'argument' }));
    expect(validate).toThrow(message);
  });

  it('leave out what they do not know, and what would change what they are', () => {
    const json = '{"sets":[],"new":1,"validate":2,"__proto__":{"polluted":1}}';
    const request = NodeCreationRequest.fromDict(JSON.parse(json));
    expect(request.toDict()).toEqual({ sets: [] });
    expect(request).toBeInstanceOf(NodeCreationRequest);
    request.validate();
  });

  it.each([undefined, null, 'text', []])('are not made of %j', (dict) => {
    expect(() => NodeList.fromDict(dict)).toThrow('A NodeList is made of an object.');
  });

  it('have the properties of the wire, by type', () => {
    expectTypeOf(ClusterStatus.fromDict({})).toEqualTypeOf<ClusterStatus>();
    expectTypeOf<ClusterStatus>().toExtend<wire.ClusterStatus>();
    expectTypeOf<ClusterStatus['state']>().toEqualTypeOf<wire.ClusterStatus['state']>();
    // @ts-expect-error: no such property.
    new NodeCreationRequest({ set: [] });
  });
});
