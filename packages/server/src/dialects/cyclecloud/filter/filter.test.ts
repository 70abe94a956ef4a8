import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineStates } from '../../../inventory/states.js';
import { matches } from '../../../store/matches.js';
import { wordsOf } from '../views.js';
import { evaluate, selects } from './evaluate.js';
import { pushDown } from './push-down.js';
import { FilterSyntaxError, parseFilter } from './syntax.js';

const node = {
  Name: 'execute-1',
  ClusterName: 'c',
  HostName: 'h1',
  State: 'Started',
  Status: 'Ready',
  CoreCount: 4,
  KeepAlive: false,
  StatusMessage: null,
  Configuration: { slurm: { hpc: true, partition: 'HPC' } },
};
const selected = (filter: string, record: Record<string, unknown> = node) =>
  selects(parseFilter(filter), record);

describe('the filter language', () => {
  it.each([
    // Forms seen in the documentation and in callers.
    ['State === "Started"', true],
    ['HostName in {"h1"}', true],
    [
      'ClusterName == "c" && Name in {"a","execute-1"} && (State=="Terminated" || State is undefined)',
      false,
    ],
    // Case: `==` and `in` ignore it, identity does not; names never have any.
    ['state == "STARTED"', true],
    ['state === "STARTED"', false],
    ['Name in {"EXECUTE-1"}', true],
    ['NAME == "execute-1"', true],
    // Numbers and booleans.
    ['CoreCount >= 4 && CoreCount < 5', true],
    ['CoreCount == 4.0', true],
    ['CoreCount > -1', true],
    ['KeepAlive == false', true],
    ['!KeepAlive', true],
    // Undefined.
    ['Missing == 1', false],
    ['!(Missing == 1)', false],
    ['Missing == 1 || State == "Started"', true],
    ['Missing is undefined', true],
    ['StatusMessage is undefined', true],
    ['Missing isnt undefined', false],
    ['Missing =?= undefined && State =!= undefined', true],
    ['Missing in {"x"}', false],
    ['State !== "Started"', false],
    // Types do not mix.
    ['CoreCount == "4"', false],
    ['CoreCount != "4"', false],
    ['CoreCount isnt "4"', true],
    // Nesting, precedence, quotes.
    ['Configuration.slurm.hpc', true],
    ['configuration.SLURM.partition == "hpc"', true],
    ['Configuration.slurm.nothing.deeper is undefined', true],
    ['false && false || true', true],
    ['false && (false || true)', false],
    ['Name == "say \\"hi\\""', false],
    ['"execute-1" == Name', true],
  ])('%s', (filter, expected) => expect(selected(filter)).toBe(expected));

  it.each([
    ['', 1, 'a name or a value'],
    ['State ==', 9, 'a name or a value'],
    ['State == "x', 10, 'a name, a value or an operator'],
    ['State = "x"', 7, 'a name, a value or an operator'],
    ['(State == "x"', 14, '")"'],
    ['Name in {"a" "b"}', 14, '"," or "}"'],
    ['Name in "a"', 9, '"{"'],
    ['a b', 3, 'an operator or the end'],
    ['a.', 3, 'an attribute name'],
    ['a == -b', 7, 'a number'],
    ['a ; b', 3, 'a name, a value or an operator'],
  ])('refuses %j at position %i', (filter, position, expected) => {
    let error: unknown;
    try {
      parseFilter(filter);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(FilterSyntaxError);
    expect(error).toMatchObject({ position, expected });
  });

  it('refuses endless nesting instead of exhausting the stack', () => {
    expect(() => parseFilter(`${'('.repeat(100_000)}a`)).toThrow(FilterSyntaxError);
    expect(() => parseFilter(`${'!'.repeat(100_000)}a`)).toThrow(FilterSyntaxError);
  });

  it('gives no value to texts made of objects, and takes only ASCII letters in any case', () => {
    const record = { Odd: { toString: 1, valueOf: 1 }, Kelvin: 'k', Accent: 'É' };
    const value = (text: string) => evaluate(parseFilter(text), record);
    expect(value('strcat(Odd, "a")')).toBeUndefined();
    expect(value('strcat("a", 1, true)')).toBe('a1true');
    expect(value('Odd == 1')).toBeUndefined();
    expect(value('Odd in {1, "a"}')).toBe(false);
    expect(value('Kelvin == "\u212a" || Accent == "é"')).toBe(false);
    expect(value('Kelvin in {"K"} && Kelvin == "K"')).toBe(true);
  });

  it('answers every input with a verdict or a syntax error', () => {
    const piece = fc.constantFrom(
      'State',
      '===',
      '"Started"',
      '(',
      ')',
      '&&',
      '||',
      '!',
      'in',
      '{',
      '}',
      ',',
      '.',
      'is',
      'undefined',
      '1',
      '-',
      '"',
      '\\',
      '=',
    );
    const input = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
    );
    fc.assert(
      fc.property(input, (text) => {
        try {
          selected(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FilterSyntaxError);
        }
      }),
      { numRuns: 100_000 },
    );
  });

  it('asks the store for no fewer nodes than it selects', () => {
    const attribute = fc.constantFrom(
      'Name',
      'State',
      'Status',
      'TargetState',
      'KeepAlive',
      'Fixed',
      'CoreCount',
    );
    const value = fc.constantFrom(
      '"a"',
      '"B"',
      '"Started"',
      '"terminated"',
      '"Ready"',
      'true',
      'false',
      '4',
      'undefined',
    );
    const leaf = fc.oneof(
      fc
        .tuple(attribute, fc.constantFrom('==', '!=', '===', '<'), value)
        .map((parts) => parts.join(' ')),
      fc.tuple(attribute, value, value).map(([name, a, b]) => `${name} in {${a}, ${b}}`),
      fc.tuple(value, attribute).map(([a, name]) => `${a} == ${name}`),
    );
    const { filter } = fc.letrec<{ filter: string }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc
          .tuple(tie('filter'), fc.constantFrom('&&', '||'), tie('filter'))
          .map((parts) => `(${parts.join(' ')})`),
        tie('filter').map((inner) => `!(${inner})`),
      ),
    }));
    const row = fc.record({
      name: fc.constantFrom('a', 'b', 'B'),
      state: fc.constantFrom(...machineStates),
      firstReadyAt: fc.option(fc.constant(1)),
      keepAlive: fc.boolean(),
      fixed: fc.boolean(),
      vcpus: fc.constantFrom(2, 4),
    });
    fc.assert(
      fc.property(filter, row, (text, machine) => {
        const record = {
          Name: machine.name,
          ...wordsOf(machine),
          KeepAlive: machine.keepAlive,
          Fixed: machine.fixed,
          CoreCount: machine.vcpus,
        };
        const pushed = pushDown(parseFilter(text));
        if (pushed && selected(text, record)) expect(matches(pushed, machine as never)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
