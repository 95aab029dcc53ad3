import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { artifact } from './browser.js';

/** Said over and over; nobody's voice and nobody's case. */
const WORDS =
  'The patient has a fever of thirty nine degrees and a cough since yesterday evening. He came from deck four. ' +
  'We isolate him now and ask for the laboratory. The vessel stays at the anchorage until the result is there.';

/** Path of a file with twelve seconds of synthetic speech. Codecs treat speech as they treat nothing else. */
export async function speech(): Promise<string> {
  const path = artifact('speech.wav');
  const input = ['-f', 'lavfi', '-i', `flite=text='${WORDS}':voice=slt`];
  await promisify(execFile)('ffmpeg', ['-loglevel', 'error', '-y', ...input, '-ar', '48000', '-ac', '1', path]);
  return path;
}

/** Flags for a Chromium whose microphone hears that file again and again. */
export function microphoneHears(path: string): readonly string[] {
  return [`--use-file-for-fake-audio-capture=${path}`];
}
