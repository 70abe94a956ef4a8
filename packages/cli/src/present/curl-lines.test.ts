import { describe, expect, it } from 'vitest';
import { curlLines, type ShellLogin } from './curl-lines.js';

const login: ShellLogin = {
  url: 'http://127.0.0.1:8080',
  username: 'admin',
  secret: "it's secret",
  variable: 'PILEUS_ADMIN_PASSWORD',
  cluster: 'test-cluster-1',
  privateCertificate: false,
};

describe('curlLines', () => {
  it('has one request for each dialect', () => {
    const lines = curlLines(login, 200);
    expect(lines.map((line) => line.dialect)).toEqual([
      'CycleCloud',
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
    const lines = curlLines(login, 80).flatMap(({ command }) => command.split('\n'));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });
});
