export { joinConference, type ConferenceClient, type ConferenceState, type RemoteTrack } from './conference-client.js';
export { openLocalMedia, stopLocalMedia, type LocalMedia } from './local-media.js';
export { useAttachedTrack } from './use-attached-track.js';
export { MediaTile, RemoteSound } from './media-tile.js';
export { useSpeaker } from './active-speaker.js';
export { RemoteTile } from './remote-tile.js';
export { useSeat } from './use-seat.js';
export { useLocalMedia, type PreparedMedia } from './use-local-media.js';
export { usePreparedDevice } from './prepared-device.js';
