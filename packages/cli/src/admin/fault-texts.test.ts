import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../failure.js';
import {
  failureText,
  parseFailure,
  parseScarcity,
  parseTime,
  scarcityText,
  timeText,
} from './fault-texts.js';
import { failureKinds, faultTimes } from './wire.js';

const figure = fc.double({ min: 0, max: 86_400, noNaN: true }).map((value) => Math.abs(value));
const word = fc.stringMatching(/^[\w-]{1,20}$/);
const time = fc.oneof(
  figure,
  fc.record({ min: figure, max: figure }),
  fc.record({ mean: figure, deviation: figure }),
  fc.record({ median: figure, p95: figure }),
);
const failure = fc.record(
  {
    kind: fc.constantFrom(...failureKinds),
    rate: fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs),
    location: word,
    machineType: word,
    message: fc.string({ minLength: 1 }),
  },
  { requiredKeys: ['kind', 'rate'], noNullPrototype: true },
);

describe('faults as text', () => {
  it('are read as they are shown', () => {
    fc.assert(
      fc.property(fc.constantFrom(...faultTimes), time, (kind, each) => {
        expect(parseTime(`${kind}:${timeText(each)}`)).toEqual({ kind, time: each });
      }),
    );
    fc.assert(
      fc.property(failure, (each) => {
        expect(parseFailure(failureText(each))).toEqual(each);
      }),
    );
    fc.assert(
      fc.property(word, word, fc.nat(999_999_999), (location, machineType, count) => {
        const each = { location, machineType, count };
        expect(parseScarcity(scarcityText(each))).toEqual(each);
      }),
    );
  });

  it.each<[(text: string) => unknown, string, RegExp]>([
    [parseTime, 'boot', /begins with one of allocate/],
    [parseTime, 'nap:1', /begins with one of allocate/],
    [parseTime, 'boot:-1', /boot:1\.\.3/],
    [parseTime, 'boot:mean=1,p95=2', /boot:1\.\.3/],
    [parseTime, 'boot:1..', /boot:1\.\.3/],
    [parseFailure, 'fire:0.5', /begins with one of capacity, boot, step/],
    [parseFailure, 'boot:1.5', /share that fails/],
    [parseFailure, 'boot:', /share that fails/],
    [parseFailure, 'boot:1,colour=red', /,location=/],
    [parseScarcity, 'eastus:3', /eastus\/Standard/],
    [parseScarcity, 'eastus/x:many', /eastus\/Standard/],
  ])('%o refuses %j', (parse, text, words) => {
    expect(() => parse(text)).toThrow(words);
    expect(() => parse(text)).toThrow(UsageError);
  });
});
