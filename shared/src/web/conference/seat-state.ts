import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MediaSource, PauseCause } from '../../features/conference/conference.protocol.js';

export interface RemoteTrack {
  readonly producerId: string;
  readonly principalId: string;
  readonly source: MediaSource;
  /** Null while the centre has no room for this picture; it is asked again. [ADMIT4] */
  readonly track: MediaStreamTrack | null;
  readonly paused: boolean;
  readonly cause: PauseCause;
  /** Simulcast layer now received, 0 lowest; null for audio and before the first frame. */
  readonly spatialLayer: number | null;
}

export type ConferencePhase = 'joining' | 'live' | 'reconnecting' | 'lost' | 'ended';

export interface ConferenceState {
  readonly phase: ConferencePhase;
  /** Why the seat is interrupted, lost or ended, a reason key for translation. */
  readonly reason: string | null;
  readonly remotes: readonly RemoteTrack[];
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  /** The centre has no room for this page's picture now; it is asked again. */
  readonly pictureWaits: boolean;
  /** Own sources whose last switch the centre has not confirmed, and is asked again. */
  readonly unconfirmed: readonly MediaSource[];
  /** Whether this seat shows a screen. */
  readonly sharing: boolean;
}

/** What a page shows of its seat. */
export class SeatState {
  readonly store: StoreApi<ConferenceState> = createStore<ConferenceState>(() => ({
    phase: 'joining',
    reason: null,
    remotes: [],
    microphoneOn: false,
    cameraOn: false,
    pictureWaits: false,
    unconfirmed: [],
    sharing: false,
  }));

  get phase(): ConferencePhase {
    return this.store.getState().phase;
  }

  show(phase: ConferencePhase, reason: string | null = null): void {
    this.store.setState({ phase, reason });
  }

  addRemote(remote: RemoteTrack): void {
    const others = this.store.getState().remotes.filter((known) => known.producerId !== remote.producerId);
    this.store.setState({ remotes: [...others, remote] });
  }

  dropRemote(producerId: string): void {
    this.store.setState({ remotes: this.store.getState().remotes.filter((one) => one.producerId !== producerId) });
  }

  dropAllRemotes(): void {
    this.store.setState({ remotes: [] });
  }

  patchRemote(producerId: string | undefined, patch: Partial<RemoteTrack>): void {
    this.store.setState({
      remotes: this.store
        .getState()
        .remotes.map((remote) => (remote.producerId === producerId ? { ...remote, ...patch } : remote)),
    });
  }
}
