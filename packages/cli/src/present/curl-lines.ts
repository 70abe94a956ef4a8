import { shellCommand, shellWord } from './shell-text.js';

/** How to reach a control plane from a shell. */
export interface ShellLogin {
  readonly url: string;
  readonly username: string;
  /** The password or API key; undefined: the shell takes it from `variable`. */
  readonly secret: string | undefined;
  /** Environment variable that holds the secret where it may not be shown. */
  readonly variable: string;
  /** The cluster that the lines speak of; undefined: there is none yet. */
  readonly cluster: string | undefined;
  /** True: the certificate is one that curl does not know. */
  readonly privateCertificate: boolean;
}

/** Commands to paste into a shell, and what they are for. */
export interface ShellLine {
  readonly title: string;
  /** May have several lines. */
  readonly command: string;
}

const selectExecute = 'Template === "execute"';

/** Requests that work as they stand: one per dialect, and for CycleCloud those that create and terminate nodes. */
export function curlLines(login: ShellLogin, width: number): ShellLine[] {
  const { url, username, cluster } = login;
  const curl = login.privateCertificate ? ['curl', '--insecure'] : ['curl'];
  const basic = [...curl, '-u', secretWord(login, `${username}:`)];
  const at = `${url}/clusters/${encodeURIComponent(cluster ?? '')}`;
  const post = (path: string, body: unknown) => [
    ...basic,
    shellWord(`${at}${path}`),
    '-d',
    shellWord(JSON.stringify(body)),
  ];
  const guests = '/rest/v3.1/SoftLayer_Account/getVirtualGuests.json';
  const form = [
    ...['--data-urlencode', shellWord(`username=${username}`)],
    ...['--data-urlencode', secretWord(login, 'password=')],
  ];
  const ofCluster: [string, string[]][] = cluster
    ? [
        ['CycleCloud', [...basic, shellWord(`${at}/status`)]],
        [
          'CycleCloud: create two nodes',
          post('/nodes/create', { sets: [{ nodearray: 'execute', count: 2 }] }),
        ],
        ['CycleCloud: terminate them', post('/nodes/terminate', { filter: selectExecute })],
      ]
    : [['CycleCloud', [...basic, shellWord(`${url}/operations/`)]]];
  const commands: [string, string[]][] = [
    ...ofCluster,
    ['CenturyLink', [...curl, ...form, shellWord(`${url}/v2/authentication/login`)]],
    ['SoftLayer', [...basic, '-Gd', 'resultLimit=5', shellWord(`${url}${guests}`)]],
    ['Tutum', [...basic, shellWord(`${url}/api/v1/service/`)]],
  ];
  return commands.map(([title, words]) => ({ title, command: shellCommand(words, width) }));
}

/** The same by the command line; its variables are those of the TypeScript client and the examples too. */
export function pileusLines(login: ShellLogin, width: number): ShellLine[] {
  const { url, username, cluster } = login;
  const variables = [
    `PILEUS_CYCLECLOUD_URL=${shellWord(url)}`,
    `PILEUS_CYCLECLOUD_USERNAME=${shellWord(username)}`,
    `PILEUS_CYCLECLOUD_PASSWORD=${secretWord(login, '')}`,
    ...(login.privateCertificate ? ['PILEUS_CYCLECLOUD_VERIFY_CERTIFICATES=false'] : []),
  ];
  const pileus = (...words: string[]) =>
    shellCommand(['npx', 'pileus', 'cycle', ...words.map(shellWord)], width);
  return [
    {
      title: 'For the command line and the TypeScript examples',
      command: shellCommand(['export', ...variables], width),
    },
    {
      title: 'Command line',
      command: cluster
        ? [
            pileus('create', cluster, '-a', 'execute', '-c', '2', '--wait'),
            pileus('nodes', cluster),
            pileus('terminate', cluster, '--filter', selectExecute, '--wait'),
          ].join('\n')
        : pileus('clusters'),
    },
    ...(cluster
      ? [{ title: 'TypeScript', command: 'node examples/run.mjs cyclecloud/create-nodes' }]
      : []),
  ];
}

const secretWord = ({ secret, variable }: ShellLogin, before: string): string =>
  secret === undefined ? `"${before}$${variable}"` : shellWord(`${before}${secret}`);
