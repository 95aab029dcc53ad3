import type { replayZh } from './replay.zh.js';
import type { Texts } from './texts.js';

export const replayEn: Texts<typeof replayZh> = {
  title: 'Replay',
  cardAt: 'Replay {{time}}',
  cardIdentity: 'Name, call sign, IMO, type and size are as she says now.',
  cardNothing: 'No report of her at this moment.',
  mark: 'REPLAY 回放',
  beijing: 'Beijing time',
  now: 'Back to now',
  play: 'Play',
  pause: 'Pause',
  playPause: 'Replay: play / pause',
  hourBack: 'Back 1 hour',
  hourOn: 'On 1 hour',
  within: 'Moment of this hour',
  when: 'Time',
  speed: 'Speed',
  loading: 'Reading…',
  nothing: 'Nothing was recorded here then',
};
