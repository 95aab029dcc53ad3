import { useCallback, useEffect, useRef } from 'react';
import { isUnderWay } from '../../features/conference/conference.rules.js';
import { useEntityList } from '../connection/index.js';
import type { PreparedMedia } from './use-local-media.js';

/**
 * [MEDIA16] Camera and microphone opened for a request or an answer are closed when nothing came of it: the page is in no
 * call and asked for none any more. `called`: it is inside of a conference or rung. Returns what closes them after a
 * request that was not sent, unless the page has been called meanwhile.
 */
export function useIdleRelease({ release }: PreparedMedia, principalId: string, called: boolean): () => void {
  const asks = useEntityList('conference-request').some((one) => one.requesterId === principalId && isUnderWay(one));
  const idle = !called && !asks;
  const now = useRef(idle);
  useEffect(() => {
    now.current = idle;
    if (idle) release();
  }, [idle, release]);
  return useCallback(() => {
    if (now.current) release();
  }, [release]);
}
