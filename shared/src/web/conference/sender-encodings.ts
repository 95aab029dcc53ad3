/** Changes what a sender's encodings are told to be, and asks the browser only when something differs. */
export async function adjustEncodings(
  sender: RTCRtpSender,
  wanted: (encoding: RTCRtpEncodingParameters, at: number) => Partial<RTCRtpEncodingParameters>,
): Promise<void> {
  const parameters = sender.getParameters();
  const before = JSON.stringify(parameters.encodings);
  parameters.encodings = parameters.encodings.map((encoding, at) => ({ ...encoding, ...wanted(encoding, at) }));
  if (JSON.stringify(parameters.encodings) !== before) await sender.setParameters(parameters);
}
