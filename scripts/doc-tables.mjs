/**
 * The tables of the documentation that are made from the tables of the code. Each function takes what
 * `scripts/state-docs.mjs` loaded from the sources and answers Markdown.
 */

/** @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text) => `\`${text}\``;
const codes = (list) => (list.length === 0 ? '–' : list.map(code).join(', '));

/** The tables of the code whose keys need a sentence each; a key without one stops the script. */
function told(sentences, key) {
  const sentence = sentences[key];
  if (sentence === undefined) {
    throw new Error(`Say what "${key}" means in scripts/doc-tables.mjs: the code knows it now.`);
  }
  return sentence;
}

const stateMeanings = {
  off: 'A record without a virtual machine',
  queued: 'Accepted, nobody has begun',
  allocating: 'A place is being looked for',
  booting: 'The virtual machine starts',
  running: 'Ready for work',
  restarting: 'Starts again',
  reimaging: 'Gets its system anew',
  stopping: 'Goes down, keeps its place',
  stopped: 'Down, its place kept and paid for',
  paused: 'Frozen, its place kept',
  deallocating: 'Goes down, gives its place back',
  deallocated: 'Down, its place given back',
  deleting: 'Is being destroyed',
  deleted: 'Gone; a tombstone for five minutes',
  failed: 'Could not be made; keeps its place for a retry',
  lost: 'Its driver cannot reach it',
};

/** What each state means, and whether it holds capacity. */
export const stateFactsTable = ({ machineStates, stateFacts }) =>
  table(
    ['state', 'meaning', 'counts against limits', 'rests', 'virtual machine'],
    machineStates.map((state) => {
      const { counted, resting, exists } = stateFacts[state];
      const yes = (flag) => (flag ? 'yes' : '–');
      return [code(state), told(stateMeanings, state), yes(counted), yes(resting), yes(exists)];
    }),
  );

/** The states that each verb passes through. */
export const verbFactsTable = ({ verbs, verbFacts }) =>
  table(
    ['verb', 'passes through', 'ends in', 'shown by SoftLayer as transaction'],
    verbs.map((verb) => {
      const { during, phases, done, transaction } = verbFacts[verb];
      const passed = during === null ? [] : [during, ...phases];
      const end = done === null ? 'the state from before' : code(done);
      return [code(verb), codes(passed), end, transaction ? 'yes' : '–'];
    }),
  );

/** Verb × state: verbs with the same answers share a row. */
export function verdictTable({ verbs, machineStates, verdictOf }) {
  const groups = new Map();
  for (const verb of verbs) {
    const key = JSON.stringify(verdictOf[verb]);
    groups.set(key, [...(groups.get(key) ?? []), verb]);
  }
  const shown = ['step', 'noop', 'busy', 'wrong-state', 'gone'];
  const rows = [...groups.values()].map((group) => {
    const verdicts = verdictOf[group[0]];
    const unknown = Object.values(verdicts).find((verdict) => !shown.includes(verdict));
    if (unknown)
      throw new Error(`The verdict "${unknown}" has no column in scripts/doc-tables.mjs.`);
    const states = (verdict) => codes(machineStates.filter((state) => verdicts[state] === verdict));
    return [codes(group), ...shown.map(states)];
  });
  return table(['verb', ...shown], rows);
}

/** How each dialect words each state. */
export const stateWordsTable = (t) =>
  table(
    [
      'state',
      'CycleCloud State / Status / TargetState',
      'CenturyLink status, powerState',
      'SoftLayer powerState',
      'Tutum node',
      'Tutum container',
    ],
    t.machineStates.map((state) => {
      const { State, Status, TargetState } = t.cyclecloudWords[state];
      const { building, status, powerState } = t.centurylinkWords[state];
      const first = building === status ? '' : ` (before the first boot ${building})`;
      return [
        code(state),
        `${State} / ${Status} / ${TargetState}`,
        `${status}${first}, ${powerState}`,
        t.softlayerViews[state].powerState ?? 'not found',
        t.tutumNodes[state] ?? 'not listed',
        t.tutumContainers[state],
      ];
    }),
  );

/** How each dialect words how far an operation has come. */
export const operationWordsTable = (t) =>
  table(
    ['operation', 'CycleCloud', 'CenturyLink', 'CenturyLink experimental', 'Tutum action'],
    Object.keys(t.centurylinkOperations).map((state) => {
      const { plain, experimental } = t.centurylinkOperations[state];
      const cycle = t.cyclecloudOperation(state);
      return [code(state), cycle, plain, experimental, t.tutumActions[state]];
    }),
  );

/** Which call of each vendor is which verb. */
export function callsTable({ verbs, guestPower, centurylinkVerbs, managementVerbs }) {
  const softlayer = (verb) =>
    Object.keys(guestPower).filter((method) => guestPower[method].verb === verb);
  const centurylink = (verb) =>
    Object.keys(centurylinkVerbs).filter((name) => centurylinkVerbs[name] === verb);
  const rows = verbs
    .map((verb) => [
      code(verb),
      managementVerbs.includes(verb) ? code(verb) : '–',
      codes(centurylink(verb)),
      codes(softlayer(verb)),
    ])
    .filter((row) => row.slice(1).some((cell) => cell !== '–'));
  return table(['verb', 'CycleCloud', 'CenturyLink', 'SoftLayer guest'], rows);
}

const refusalMeanings = {
  gone: 'The machine is being deleted, or is gone',
  busy: 'Another step is at work that cannot be waited for',
  'wrong-state': 'The verb has no meaning in this state',
  archived: 'The machine is archived: restore it first',
  'keep-alive': 'KeepAlive protects the machine',
  limit: 'A limit leaves no room; the message says which',
  invalid: 'A field is wrong; the message names it',
  'not-found': 'No such thing, or one of another account',
  conflict: 'A name is taken, or an Idempotency-Key was used with another request',
  'duplicate-request': "The caller's request id was used before",
  forbidden: 'Not this account',
};

const otherMeanings = {
  missing: 'No credentials were sent',
  'bad-credentials': 'User name, password or key is not right',
  'locked-out': 'Too many bad attempts',
  disabled: 'The user is disabled',
  'expired-token': 'The token has run out',
  role: "The caller's role is too low",
  unique: 'A unique value was taken meanwhile',
  unavailable: 'The store cannot commit: disk full, database away',
  'no-route': 'Nothing is at this path',
  method: 'The path has other methods',
  'bad-url': 'The URL cannot be read',
  'too-large': 'The body is larger than 4 MB',
  malformed: "The body is not what the vendor's API speaks",
  'rate-limited': 'Faster than `--rate-limit`',
  internal: 'A mistake of ours; its text is in the log only',
};

const answers = ['CycleCloud', 'CenturyLink', 'SoftLayer', 'Tutum', 'admin'];

/** What every refusal of the inventory is in each dialect; made by asking the code that answers. */
export const refusalTable = ({ refusalAnswers }) =>
  table(
    ['code', 'meaning', ...answers],
    Object.entries(refusalAnswers).map(([key, row]) => [
      code(key),
      told(refusalMeanings, key),
      ...row,
    ]),
  );

/** The same for what goes wrong before or around the inventory. */
export const otherErrorTable = ({ otherAnswers }) =>
  table(
    ['problem', 'meaning', ...answers],
    Object.entries(otherAnswers).map(([key, row]) => [code(key), told(otherMeanings, key), ...row]),
  );

/** Every route of the admin API. */
export const routeTable = ({ adminRoutes }) =>
  table(
    ['route', 'does', 'role'],
    adminRoutes.map(({ method, path, summary, role }) => [
      code(`${method} /pileus/v1${path}`),
      summary,
      role,
    ]),
  );
