export { joinConference, type ConferenceClient } from './conference-client.js';
export type { ConferenceState, RemoteTrack } from './seat-state.js';
export { InterruptedTracks } from './interrupted-tracks.js';
export { InterruptionText } from './interruption.js';
export { UnconfirmedTracks } from './unconfirmed-tracks.js';
export { openLocalMedia, stopLocalMedia, type LocalMedia } from './local-media.js';
export { useAttachedTrack } from './use-attached-track.js';
export { MediaTile } from './media-tile.js';
export { RoomSound } from './room-sound.js';
export {
  pictureName,
  shownPictures,
  subjectOf,
  takePicture,
  type ShownPicture,
  type TakenPicture,
} from './shown-pictures.js';
export { QualityMark, WeakLineNotice } from './line-marks.js';
export { useLines } from './line-quality.js';
export { probeWay, signallingRoundTrip, type WayMeasure } from './line-probe.js';
export { useLineHistory } from './line-history.js';
export { useSeenLines, type SeenPoint } from './seen-lines.js';
export { sparkline, type LinePoint } from './line-history.rules.js';
export { useSpeaker } from './active-speaker.js';
export { ConferenceTiles } from './conference-tiles.js';
export type { StageMode } from './stage-focus.js';
export { takeSeatAhead, useSeat } from './use-seat.js';
export { useLocalMedia, type PreparedMedia } from './use-local-media.js';
export { usePreparedDevice } from './prepared-device.js';
export { DeviceButton, DevicePickers } from './device-dialog.js';
export { LevelMeter } from './level-meter.js';
export { useDevices } from './use-devices.js';
export { ScreenButton } from './screen-button.js';
export { HandButton, useHand } from './hand-button.js';
export { HostNotice } from './host-notice.js';
export { SourceButton, useOwnSource } from './source-button.js';
