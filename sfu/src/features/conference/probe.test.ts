import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProbeWay } from '@haigang/shared/features/conference/probe.protocol';
import { startApp, type TestServer } from '../../testing/start-app.js';
import { connectClient, type TestClient } from '../../testing/test-client.js';

const OPUS = {
  codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111, parameters: {} }],
  encodings: [{ ssrc: 1111 }],
  rtcp: { cname: 'probe' },
};

let server: TestServer;
let officer: TestClient;
let dispatcher: TestClient;
beforeEach(async () => {
  server = await startApp();
  officer = await connectClient(server, 'officer1', { surface: 'field' });
  dispatcher = await connectClient(server, 'dispatcher');
});
afterEach(async () => {
  for (const page of [officer, dispatcher]) page.close();
  await server.close();
});

const open = (page: TestClient, way: ProbeWay = 'udp') => page.call('conference:probe-open', { way });
const produce = (page: TestClient, probeId: string) =>
  page.call('conference:probe-produce', { probeId, source: 'microphone', rtpParameters: OPUS });

async function setTo(key: string, value: number): Promise<void> {
  const admin = await connectClient(server, 'admin');
  const { settings } = await admin.call('settings:list', {});
  const { revision } = settings.find((one) => one.id === key)!;
  await admin.call('settings:set', { key, revision, value, reason: 'drill' });
  admin.close();
}

test('[REACH4] a test gives the addresses of its way alone, and what the page sends comes back to it', async () => {
  const protocols = async (way: ProbeWay) => {
    const { probeId, sendTransport, receiveTransport, iceServers } = await open(officer, way);
    await officer.call('conference:probe-close', { probeId });
    expect(iceServers).toEqual([]);
    const found = [sendTransport, receiveTransport].flatMap(({ iceCandidates }) => iceCandidates);
    return [...new Set(found.map((candidate) => candidate['protocol']))];
  };
  expect(await protocols('udp')).toEqual(['udp']);
  expect(await protocols('tcp')).toEqual(['tcp']);
  await expect(open(officer, 'turn')).rejects.toMatchObject({ code: 'conflict', reason: 'conference.no-turn' });

  const { probeId, rtpCapabilities } = await open(officer);
  const { producerId } = await produce(officer, probeId);
  const back = await officer.call('conference:probe-consume', { probeId, producerId, rtpCapabilities });
  expect(back.kind).toBe('audio');
  // Another page cannot reach into it.
  await expect(produce(dispatcher, probeId)).rejects.toMatchObject({ reason: 'conference.probe-over' });
});

test('[REACH4] a person has one test, the site as many as it allows; a closed one makes room and takes nothing more', async () => {
  await setTo('conference.probes-at-once', 1);
  const { probeId } = await open(officer);
  await expect(open(officer)).rejects.toMatchObject({ code: 'over_capacity', reason: 'conference.probe-running' });
  await expect(open(dispatcher)).rejects.toMatchObject({ code: 'over_capacity', reason: 'conference.probes-full' });
  await officer.call('conference:probe-close', { probeId });
  await officer.call('conference:probe-close', { probeId });
  await expect(produce(officer, probeId)).rejects.toMatchObject({ code: 'not_found', reason: 'conference.probe-over' });
  await open(dispatcher);
});

test('[REACH4] a test ends by itself after its time, and with the page that began it', async () => {
  await setTo('conference.probe-seconds', 1);
  const { probeId } = await open(officer);
  await expect
    .poll(() => produce(officer, probeId).catch((failure: unknown) => failure), { timeout: 5000, interval: 100 })
    .toMatchObject({ reason: 'conference.probe-over' });

  await setTo('conference.probe-seconds', 30);
  await open(officer);
  officer.close();
  officer = await connectClient(server, 'officer1', { surface: 'field' });
  await expect
    .poll(() => open(officer).catch((failure: unknown) => failure), { timeout: 5000, interval: 100 })
    .toHaveProperty('probeId');
});
