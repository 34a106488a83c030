import { NodeApi, PeersApi, RecordsApi, ResponseError, Configuration } from './client/index';

declare const process: { argv: string[]; exit(code: number): never };

const configuration = new Configuration({ basePath: process.argv[2] });
const records = new RecordsApi(configuration);
const peers = new PeersApi(configuration);
const node = new NodeApi(configuration);

function require_(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(what);
  }
}

async function bytes(blob: Blob): Promise<string> {
  return Array.from(new Uint8Array(await blob.arrayBuffer())).join();
}

async function main(): Promise<void> {
  const body = new Blob([new Uint8Array([0, 1, 2, 255, 10])]);
  const own = (await node.node()).id;
  const key = (await records.putImmutable({ body })).key;
  require_((await bytes(await records.recordByKey({ key }))) === '0,1,2,255,10', "a value's bytes");
  await records.putMutable({ name: 'made-ts', body, ttlSeconds: 600, ifNoneMatch: '*' });
  const listed = (await records.ownRecords({ limit: 10 })).records;
  require_(listed.some((record) => record.name === 'made-ts'), 'the list');
  const named = await records.recordOfOwner({ owner: own, name: 'made-ts' });
  require_((await bytes(named)) === '0,1,2,255,10', "a named value's bytes");
  await records.deleteMutable({ name: 'made-ts' });
  try {
    await records.ownRecord({ name: 'made-ts' });
    require_(false, 'the removal');
  } catch (e) {
    require_(e instanceof ResponseError && e.response.status === 404, 'the problem');
  }
  require_((await peers.peers({})).peers.length === 0, 'the peers');
  require_((await peers.ping({ id: own })).id === own, 'the ping');
  console.log('all went right');
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
