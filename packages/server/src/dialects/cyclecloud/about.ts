import { version } from '../../version.js';

/** `GET /about`: where the vendor offers its Python API for download. */
export const aboutPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>About this CycleCloud control plane</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }</style>
<h1>Pileus ${version}</h1>
<p>This server speaks the REST API of Azure CycleCloud 8.</p>
<h2>Clients</h2>
<p>For TypeScript and JavaScript:</p>
<pre><code>npm install @pileus/sdk

import { Client } from '@pileus/sdk/cyclecloud';</code></pre>
<p>The vendor's own Python API, which an installation of the vendor's product offers for download on this page, works
against this server as well.</p>
</html>
`;
