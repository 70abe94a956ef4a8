import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@pileus/sdk/cyclecloud';
import { request } from 'undici';
import { importCost, interleaved, type Row, slower } from './measure.js';
import { authorization, basic } from './plane.js';

export const name = 'The client';

const calls = 4000;
const nodeCalls = 150;
const rounds = 7;

export async function run(): Promise<Row[]> {
  const one = JSON.stringify({
    nodes: [],
    operation: { action: 'create', startTime: '2026-01-01T00:00:00Z' },
  });
  const thousand = JSON.stringify({ nodes: Array.from({ length: 1000 }, (_, i) => node(i + 1)) });
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/clusters/thousand/nodes' ? thousand : one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { clusters } = new Client({ url, username: basic.username, password: basic.password });
  const timed = async (times: number, once: () => Promise<unknown>) => {
    const began = performance.now();
    for (let i = 0; i < times; i++) await once();
    return ((performance.now() - began) / times) * 1000;
  };
  const bare = async (cluster: string) => {
    const response = await request(`${url}/clusters/${cluster}/nodes`, {
      headers: { authorization },
    });
    return JSON.parse(await response.body.text());
  };
  const figures = await interleaved(
    rounds,
    () => timed(calls, () => clusters.get('c1').listNodes()),
    () => timed(calls, () => bare('c1')),
  );
  const ofNodes = await interleaved(
    rounds,
    () =>
      timed(nodeCalls, async () => {
        for await (const _ of clusters.get('thousand').nodes);
      }),
    () => timed(nodeCalls, () => bare('thousand')),
  );
  server.close();
  server.closeAllConnections();
  const against = 'undici request + JSON.parse';
  return [
    slower('one call', 'us', figures, against, 1.2),
    slower('cluster.nodes, 1,000 of them', 'us', ofNodes, against, 1.3),
    importCost('@pileus/sdk/cyclecloud', 15),
  ];
}

/** A record with the attributes that the control plane sends. */
const node = (index: number) => ({
  Name: `execute-${index}`,
  NodeId: `62a1b116-3c4e-4229-b290-${String(index).padStart(12, '0')}`,
  Template: 'execute',
  ClusterName: 'thousand',
  MachineType: 'Standard_F2s_v2',
  State: 'Started',
  Status: 'Ready',
  TargetState: 'Started',
  Hostname: `execute-${index}`,
  PrivateIp: `172.16.${index >> 8}.${index & 255}`,
  InstanceId: `vm-${index}`,
  Region: 'southcentralus',
  SubnetId: 'pileus-rg/pileus-vnet/compute',
  CoreCount: 2,
  Memory: 4,
  Infiniband: false,
  KeepAlive: false,
  Configuration: { autoscale: { enabled: true, is_hpc: false } },
});
