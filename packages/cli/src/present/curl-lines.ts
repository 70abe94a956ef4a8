import { shellCommand, shellWord } from './shell-text.js';

/** How to reach a control plane from a shell. */
export interface ShellLogin {
  readonly url: string;
  readonly username: string;
  /** The password or API key; undefined: the shell takes it from `variable`. */
  readonly secret: string | undefined;
  /** Environment variable that holds the secret where it may not be shown. */
  readonly variable: string;
  /** The cluster whose status the CycleCloud line asks for; undefined: there is none yet. */
  readonly cluster: string | undefined;
  /** True: the certificate is one that curl does not know. */
  readonly privateCertificate: boolean;
}

export interface CurlLine {
  readonly dialect: string;
  /** Ready to paste into a shell; may have several lines. */
  readonly command: string;
}

/** One request per dialect that works as it stands. */
export function curlLines(login: ShellLogin, width: number): CurlLine[] {
  const { url, username, secret, variable, cluster } = login;
  const withSecret = (before: string) =>
    secret === undefined ? `"${before}$${variable}"` : shellWord(`${before}${secret}`);
  const curl = login.privateCertificate ? ['curl', '--insecure'] : ['curl'];
  const basic = [...curl, '-u', withSecret(`${username}:`)];
  const clusterPath = cluster ? `/clusters/${encodeURIComponent(cluster)}/status` : '/operations/';
  const guests = '/rest/v3.1/SoftLayer_Account/getVirtualGuests.json';
  const form = [
    ...['--data-urlencode', shellWord(`username=${username}`)],
    ...['--data-urlencode', withSecret('password=')],
  ];
  const commands: [string, string[]][] = [
    ['CycleCloud', [...basic, shellWord(`${url}${clusterPath}`)]],
    ['CenturyLink', [...curl, ...form, shellWord(`${url}/v2/authentication/login`)]],
    ['SoftLayer', [...basic, '-Gd', 'resultLimit=5', shellWord(`${url}${guests}`)]],
    ['Tutum', [...basic, shellWord(`${url}/api/v1/service/`)]],
  ];
  return commands.map(([dialect, words]) => ({ dialect, command: shellCommand(words, width) }));
}
