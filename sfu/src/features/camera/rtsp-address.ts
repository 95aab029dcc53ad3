/**
 * [CAM3] Address of a stream with its password. It prints as its host only, so that no log, error or reply can carry the
 * secret by accident; `reveal` is for the process that connects.
 */
export class RtspAddress {
  readonly #url: string;
  readonly #secrets: readonly string[];
  readonly host: string;

  /** Throws when `text` is no rtsp:// or rtsps:// address; the message never repeats it. */
  constructor(text: string) {
    const url = /^rtsps?:\/\/[^\s\p{Cc}]{1,500}$/iu.test(text) && URL.canParse(text) ? new URL(text) : null;
    if (!url?.hostname) throw new TypeError('only rtsp:// or rtsps:// with a host, without spaces');
    this.#url = text;
    this.host = url.host;
    const userInfo = /^rtsps?:\/\/([^/]*)@/iu.exec(text)?.[1] ?? '';
    const raw = [url.password, userInfo, userInfo.slice(userInfo.indexOf(':') + 1), text];
    this.#secrets = [...new Set(raw.flatMap((secret) => [secret, decoded(secret)]))]
      .filter((secret) => secret !== '')
      .sort((a, b) => b.length - a.length);
  }

  /** The whole address; hand it to the connecting process and to nobody else. */
  reveal(): string {
    return this.#url;
  }

  /** Takes everything secret out of a foreign text, for example the last words of ffmpeg. */
  redact(text: string): string {
    const known = this.#secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    return known.replaceAll(/\/\/[^\s/]*@/gu, '//***@');
  }

  toString(): string {
    return `rtsp://${this.host}/***`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
