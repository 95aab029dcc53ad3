import { Device, type types } from 'mediasoup-client';
import { every } from '@haigang/shared/kernel/every';
import type { JoinReply } from '@haigang/shared/features/conference/conference.protocol';

/** Runs in a browser, bundled into a page without an address: see `crowd.ts`. */
export interface CrowdPage {
  /** Sends a small moving picture and a voice into the seat that was joined for this one of the crowd. */
  enter(at: number, join: JoinReply): Promise<void>;
}

/** Given by the test: says a call of the signalling for one of the crowd. */
type Signal = (at: number, call: 'connect' | 'produce', body: Record<string, unknown>) => Promise<{ id: string }>;

const WIDTH = 320;
const HEIGHT = 180;
const FRAMES_PER_SECOND = 5;

const signal: Signal = (...said) => (window as unknown as { crowdSignal: Signal }).crowdSignal(...said);

export async function enter(at: number, join: JoinReply): Promise<void> {
  // A page without an address does not tell which browser it is in.
  const device = new Device({ handlerName: 'Chrome111' });
  await device.load({ routerRtpCapabilities: join.rtpCapabilities });
  const transport = device.createSendTransport(join.sendTransport as unknown as types.TransportOptions);
  const transportId = transport.id;
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    signal(at, 'connect', { transportId, dtlsParameters }).then(() => done(), failed);
  });
  transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
    signal(at, 'produce', { transportId, kind, rtpParameters, source: appData['source'] }).then(done, failed);
  });
  await transport.produce({ track: picture(at), appData: { source: 'camera' } });
  await transport.produce({ track: voice(at), appData: { source: 'microphone' } });
}

/** A silhouette before a wall of its own shade, and a hand that goes round. */
function picture(at: number): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('this browser draws no pictures');
  const draw = (): void => {
    brush.fillStyle = `hsl(200 8% ${30 + ((at * 7) % 40)}%)`;
    brush.fillRect(0, 0, WIDTH, HEIGHT);
    brush.fillStyle = '#1d2224';
    brush.beginPath();
    brush.ellipse(WIDTH / 2, 76, 30, 38, 0, 0, 7);
    brush.ellipse(WIDTH / 2, HEIGHT + 14, 84, 68, 0, 0, 7);
    brush.fill();
    const angle = performance.now() / 500;
    brush.fillStyle = '#fff';
    brush.fillRect(WIDTH - 30 + 14 * Math.cos(angle), 26 + 14 * Math.sin(angle), 6, 6);
  };
  draw();
  // A canvas that is on no page is not painted, and its stream stands still.
  document.body.append(canvas);
  canvas.style.width = '60px';
  every(1000 / FRAMES_PER_SECOND, draw);
  return only(canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks());
}

let audio: AudioContext | undefined;

/** A quiet tone; one in four is loud enough to be the one who speaks. */
function voice(at: number): MediaStreamTrack {
  audio ??= new AudioContext();
  const tone = new OscillatorNode(audio, { frequency: 180 + at * 20 });
  const out = new MediaStreamAudioDestinationNode(audio);
  tone.connect(new GainNode(audio, { gain: at % 4 === 0 ? 0.2 : 0.001 })).connect(out);
  tone.start();
  return only(out.stream.getAudioTracks());
}

function only([track]: readonly MediaStreamTrack[]): MediaStreamTrack {
  if (!track) throw new Error('a stream without a track');
  return track;
}
