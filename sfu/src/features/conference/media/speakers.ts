import type { types } from 'mediasoup';
import type { VoiceLevels } from '@haigang/shared/features/conference/conference.protocol';

/** How often voices are measured, ms: quick enough for a frame that follows the speaker, few enough to send to all. */
export const LEVELS_INTERVAL_MS = 400;
/** Softer than this is silence, dBov; a room's hum lies about -70. */
const SILENCE_DBOV = -60;
/** Most voices reported at once; more are not told apart by anyone. */
const MOST_LEVELS = 16;

/** [MEDIA4] Who speaks in a room and how loud, measured by the worker from the levels that RTP itself carries. */
export class RoomSpeakers {
  readonly #dominant: types.ActiveSpeakerObserver;
  readonly #loudness: types.AudioLevelObserver;
  readonly #principals = new Map<string, string>();
  readonly #onLevels: (levels: VoiceLevels) => void;
  #speakerId: string | null = null;

  private constructor(
    observers: { dominant: types.ActiveSpeakerObserver; loudness: types.AudioLevelObserver },
    onLevels: (levels: VoiceLevels) => void,
  ) {
    this.#dominant = observers.dominant;
    this.#loudness = observers.loudness;
    this.#onLevels = onLevels;
    this.#dominant.on('dominantspeaker', ({ producer }) => {
      this.#speakerId = this.#principals.get(producer.id) ?? null;
    });
    this.#loudness.on('volumes', (volumes) => this.#tell(volumes));
    this.#loudness.on('silence', () => this.#tell([]));
  }

  /** Ends with its router. */
  static async open(router: types.Router, onLevels: (levels: VoiceLevels) => void): Promise<RoomSpeakers> {
    const [dominant, loudness] = await Promise.all([
      router.createActiveSpeakerObserver({ interval: LEVELS_INTERVAL_MS }),
      router.createAudioLevelObserver({
        interval: LEVELS_INTERVAL_MS,
        threshold: SILENCE_DBOV,
        maxEntries: MOST_LEVELS,
      }),
    ]);
    return new RoomSpeakers({ dominant, loudness }, onLevels);
  }

  /** Listens to a microphone until it ends. */
  async add(producer: types.Producer, principalId: string): Promise<void> {
    this.#principals.set(producer.id, principalId);
    producer.observer.once('close', () => {
      this.#principals.delete(producer.id);
      if (this.#speakerId === principalId) this.#speakerId = null;
    });
    await Promise.all([
      this.#dominant.addProducer({ producerId: producer.id }),
      this.#loudness.addProducer({ producerId: producer.id }),
    ]);
  }

  #tell(volumes: readonly types.AudioLevelObserverVolume[]): void {
    const levels = volumes.flatMap(({ producer, volume }) => {
      const principalId = this.#principals.get(producer.id);
      return principalId === undefined ? [] : [{ principalId, dbov: volume }];
    });
    this.#onLevels({ speakerId: this.#speakerId, levels });
  }
}
