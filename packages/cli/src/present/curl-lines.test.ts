import { describe, expect, it } from 'vitest';
import { curlLines, pileusLines, type ShellLogin } from './curl-lines.js';

const login: ShellLogin = {
  url: 'http://127.0.0.1:8080',
  username: 'admin',
  secret: "it's secret",
  variable: 'PILEUS_ADMIN_PASSWORD',
  cluster: 'test-cluster-1',
  privateCertificate: false,
};

describe('curlLines', () => {
  it('has a request for each dialect, and creates and terminates nodes', () => {
    const lines = curlLines(login, 200);
    expect(lines.map((line) => line.title)).toEqual([
      'CycleCloud',
      'CycleCloud: create two nodes',
      'CycleCloud: terminate them',
      'CenturyLink',
      'SoftLayer',
      'Tutum',
    ]);
    expect(lines[0]?.command).toBe(
      `curl -u 'admin:it'\\''s secret' http://127.0.0.1:8080/clusters/test-cluster-1/status`,
    );
  });

  it('takes a secret that may not be shown from the environment', () => {
    for (const { command } of curlLines({ ...login, secret: undefined }, 200)) {
      expect(command).toContain('$PILEUS_ADMIN_PASSWORD"');
    }
  });

  it('asks for operations where there is no cluster yet', () => {
    expect(curlLines({ ...login, cluster: undefined }, 200)[0]?.command).toMatch(/\/operations\/$/);
  });

  it('fits an 80-column terminal', () => {
    const lines = [...curlLines(login, 80), ...pileusLines(login, 80)].flatMap(({ command }) =>
      command.split('\n'),
    );
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('pileusLines', () => {
  it('exports what the command line and the examples read, then uses it', () => {
    const [variables, commands, example] = pileusLines(login, 200);
    expect(variables?.command).toBe(
      `export PILEUS_CYCLECLOUD_URL=http://127.0.0.1:8080 PILEUS_CYCLECLOUD_USERNAME=admin PILEUS_CYCLECLOUD_PASSWORD='it'\\''s secret'`,
    );
    expect(commands?.command.split('\n')).toEqual([
      'npx pileus cycle create test-cluster-1 -a execute -c 2 --wait',
      'npx pileus cycle nodes test-cluster-1',
      `npx pileus cycle terminate test-cluster-1 --filter 'Template === "execute"' --wait`,
    ]);
    expect(example?.command).toContain('examples/run.mjs');
  });

  it('takes a secret that may not be shown from the environment, and accepts its own certificate', () => {
    const [variables] = pileusLines({ ...login, secret: undefined, privateCertificate: true }, 200);
    expect(variables?.command).toContain('PILEUS_CYCLECLOUD_PASSWORD="$PILEUS_ADMIN_PASSWORD"');
    expect(variables?.command).toContain('VERIFY_CERTIFICATES=false');
  });

  it('asks for the clusters where there is none yet', () => {
    const lines = pileusLines({ ...login, cluster: undefined }, 200);
    expect(lines.at(-1)?.command).toBe('npx pileus cycle clusters');
  });
});
