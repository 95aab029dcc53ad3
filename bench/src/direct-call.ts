import type { TestPage } from '@haigang/e2e/testing/browser';

type Page = TestPage['page'];

/**
 * A call between two pages without any server between them: camera 1280×720 at 2,048 kbit/s and microphone, one way, of
 * one stream as in any call, so that the picture keeps step with the lips. A receiver of two loose tracks does not wait
 * for the sound and would show the picture some 8 ms earlier.
 */
export async function directCall(sender: Page, receiver: Page): Promise<void> {
  const offer = await sender.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
      audio: true,
    });
    const preview = document.createElement('video');
    Object.assign(preview, { srcObject: stream, muted: true, autoplay: true, playsInline: true });
    document.body.replaceChildren(preview);
    const peer = new RTCPeerConnection();
    Object.assign(window, { haigangPeer: peer });
    for (const track of stream.getTracks()) {
      const { sender } = peer.addTransceiver(track, {
        direction: 'sendonly',
        streams: [stream],
        ...(track.kind === 'video' ? { sendEncodings: [{ maxBitrate: 2_048_000 }] } : {}),
      });
      if (track.kind !== 'video') continue;
      // The size is what is compared; a layer of the centre keeps its own, too.
      await sender.setParameters({ ...sender.getParameters(), degradationPreference: 'maintain-resolution' });
    }
    await peer.setLocalDescription();
    await new Promise<void>((resolve) => {
      const check = (): void => (peer.iceGatheringState === 'complete' ? resolve() : undefined);
      peer.addEventListener('icegatheringstatechange', check);
      check();
    });
    return peer.localDescription?.sdp ?? '';
  });
  const answer = await receiver.evaluate(async (sdp) => {
    const screen = document.createElement('video');
    Object.assign(screen, { muted: true, autoplay: true, playsInline: true });
    document.body.replaceChildren(screen);
    const peer = new RTCPeerConnection();
    Object.assign(window, { haigangPeer: peer });
    const stream = new MediaStream();
    peer.addEventListener('track', ({ track }) => {
      stream.addTrack(track);
      screen.srcObject = stream;
    });
    await peer.setRemoteDescription({ type: 'offer', sdp });
    await peer.setLocalDescription();
    await new Promise<void>((resolve) => {
      const check = (): void => (peer.iceGatheringState === 'complete' ? resolve() : undefined);
      peer.addEventListener('icegatheringstatechange', check);
      check();
    });
    return peer.localDescription?.sdp ?? '';
  }, offer);
  await sender.evaluate(async (sdp) => {
    const { haigangPeer } = window as unknown as { haigangPeer: RTCPeerConnection };
    // As the centre's pages do: without it the estimator starts at 300 kbit/s and the picture stays small for long.
    const withStart = sdp.replace(/(a=fmtp:\d+ )/gu, '$1x-google-start-bitrate=2000;');
    await haigangPeer.setRemoteDescription({ type: 'answer', sdp: withStart });
  }, answer);
}
