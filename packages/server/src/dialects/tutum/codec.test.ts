import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineStates } from '../../inventory/states.js';
import { formatDate, parseDate } from './dates.js';
import { imageFields, nameOfImage, parseImage } from './images.js';
import { containerStates, nodeStates, statesShownAs } from './views.js';

describe('dates', () => {
  it('have no leading zero before the day', () => {
    expect(formatDate(Date.UTC(2014, 3, 6, 17, 59, 42))).toBe('Sun, 6 Apr 2014 17:59:42 +0000');
    expect(formatDate(Date.UTC(2014, 3, 16, 7, 9, 2))).toBe('Wed, 16 Apr 2014 07:09:02 +0000');
  });

  it('are read as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), (seconds) => {
        expect(parseDate(formatDate(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
    expect(parseDate('yesterday')).toBeUndefined();
  });
});

describe('image names', () => {
  it.each([
    ['tutum/hello-world', 'tutum/hello-world', 'latest', 'hello-world'],
    ['nginx:1.9', 'nginx', '1.9', 'nginx'],
    ['registry.local:5000/u/i', 'registry.local:5000/u/i', 'latest', 'i'],
    ['registry.local:5000/u/my.app_x:v2', 'registry.local:5000/u/my.app_x', 'v2', 'my-app-x'],
  ])('%s', (text, repository, tag, name) => {
    expect(parseImage(text)).toEqual({ repository, tag });
    expect(nameOfImage(parseImage(text))).toBe(name);
    expect(imageFields(text)).toEqual({
      image_name: `${repository}:${tag}`,
      image_tag: `/api/v1/image/${repository}/tag/${tag}/`,
    });
  });

  it.each(['', ':', 'a:', 'A', 'a//b', '/a', 'a/', 'a b', '../x', 'a@sha256:00', 'x'.repeat(600)])(
    'refuses %j',
    (text) => {
      expect(() => parseImage(text)).toThrow(/image name/);
    },
  );

  it('never takes long or fails otherwise', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aA.:/-_@ \0é'), maxLength: 600 }),
        (text) => {
          try {
            expect(imageFields(text).image_tag).toContain(parseImage(text).repository);
          } catch (error) {
            expect((error as Error).name).toBe('RefusedError');
          }
        },
      ),
    );
  });
});

describe('state tables', () => {
  it('have a word for every state', () => {
    expect(Object.keys(nodeStates).sort()).toEqual([...machineStates].sort());
    expect(Object.keys(containerStates).sort()).toEqual([...machineStates].sort());
  });

  it('are read backwards by filters', () => {
    expect(statesShownAs(containerStates, 'Running')).toEqual(['running', 'lost']);
    expect(statesShownAs(containerStates, 'running')).toEqual([]);
  });
});
