import { type MachineState, machineStates } from '../../../inventory/states.js';
import { and, eq, isIn, or, type Predicate } from '../../../store/predicate.js';
import type { ColumnOf } from '../../../store/tables.js';
import { stateWords, wordsOf } from '../views.js';
import type { Expression, Literal } from './syntax.js';

type MachinePredicate = Predicate<ColumnOf<'machine'>>;

const textColumns: Readonly<Record<string, ColumnOf<'machine'>>> = {
  name: 'name',
  nodeid: 'uid',
  hostname: 'hostname',
  privateip: 'privateIp',
  instanceid: 'instanceId',
};

const flagColumns: Readonly<Record<string, ColumnOf<'machine'>>> = {
  keepalive: 'keepAlive',
  fixed: 'fixed',
  interruptible: 'spot',
};

const stateAttributes = { state: 'State', status: 'Status', targetstate: 'TargetState' } as const;

/**
 * What of a filter the store can decide: a condition that every selected node fulfils. Others may fulfil it
 * too, so the whole filter is evaluated on what the store answers. Undefined: the store can decide nothing.
 */
export function pushDown(expression: Expression): MachinePredicate | undefined {
  switch (expression.kind) {
    case 'and': {
      const parts = expression.all.map(pushDown).filter((part) => part !== undefined);
      return parts.length > 1 ? and(...parts) : parts[0];
    }
    case 'or': {
      const parts = expression.all.map(pushDown).filter((part) => part !== undefined);
      return parts.length === expression.all.length ? or(...parts) : undefined;
    }
    case 'compare':
      if (expression.operator !== '==' && expression.operator !== 'is') return undefined;
      return (
        equals(expression.left, [expression.right]) ?? equals(expression.right, [expression.left])
      );
    case 'in':
      return equals(expression.left, expression.list);
    default:
      return undefined;
  }
}

/** Longer lists are left to the evaluation: databases take only so many parameters. */
const longestList = 1000;

function equals(left: Expression, right: readonly Expression[]): MachinePredicate | undefined {
  if (left.kind !== 'attribute' || left.path.length !== 1) return undefined;
  if (right.length > longestList) return undefined;
  const values = right.map((item) => (item.kind === 'literal' ? item.value : undefined));
  if (values.some((value) => value === undefined)) return undefined;
  const name = left.path[0]!.toLowerCase();
  const textColumn = textColumns[name];
  if (textColumn) return sameText(textColumn, values);
  const flagColumn = flagColumns[name];
  const [first] = values;
  if (flagColumn && values.length === 1 && typeof first === 'boolean') return eq(flagColumn, first);
  if (name in stateAttributes) {
    return isIn('state', statesWith(stateAttributes[name as keyof typeof stateAttributes], values));
  }
  return undefined;
}

function sameText(field: ColumnOf<'machine'>, values: readonly Literal[]): MachinePredicate {
  const texts = values.filter((value) => typeof value === 'string');
  return or(
    ...texts.map((value): MachinePredicate => ({ op: 'same', field, value, ignoreCase: true })),
  );
}

/** The machine states that can show one of the words; `off` shows two sets of words. */
function statesWith(
  attribute: 'State' | 'Status' | 'TargetState',
  values: readonly Literal[],
): MachineState[] {
  const words = new Set(values.map((value) => String(value).toLowerCase()));
  const shows = (shown: string | undefined) =>
    shown !== undefined && words.has(shown.toLowerCase());
  return machineStates.filter(
    (state) =>
      shows(stateWords[state][attribute]) ||
      shows(wordsOf({ state, firstReadyAt: null })[attribute]),
  );
}
