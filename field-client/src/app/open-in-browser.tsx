import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** In-app browsers that give no camera or microphone: WeChat, WeCom, DingTalk, Alipay, QQ, Feishu, Weibo. */
const EMBEDDED = /MicroMessenger|wxwork|DingTalk|AliApp|QQ\/|Lark|Feishu|Weibo/iu;

export function isEmbeddedWebview(userAgent: string): boolean {
  return EMBEDDED.test(userAgent);
}

/** Says how to get to a real browser; the link is not consumed by looking at it here. */
export function OpenInBrowser(): ReactNode {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <main className="phone middle" data-light>
      <h1>{t('field.openInBrowser')}</h1>
      <p>{t('field.openInBrowserText')}</p>
      <p className="address">{window.location.href}</p>
      <button
        type="button"
        className="big pri"
        onClick={() => void navigator.clipboard.writeText(window.location.href).then(() => setCopied(true))}
      >
        {copied ? t('conference.copied') : t('field.copyAddress')}
      </button>
    </main>
  );
}
