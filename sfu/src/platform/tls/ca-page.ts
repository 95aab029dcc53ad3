import express, { type Router } from 'express';
import qrcode from 'qrcode';

export interface CaPageOptions {
  readonly ca: { readonly pem: string; readonly der: Buffer; readonly sha256: string };
  /** Address a phone on the same network opens. */
  readonly phoneUrl: string;
}

const STYLE = `body{font:18px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:760px;margin:0 auto;padding:24px;background:#0b0d0e;color:#eceFee}
a.get{display:inline-block;background:#86d6c4;color:#06231d;padding:14px 22px;border-radius:3px;font-weight:600;text-decoration:none}
code{display:block;background:#1c2022;padding:12px;word-break:break-all;font-size:16px;letter-spacing:.04em}
section{border-top:1px solid #2e3437;margin-top:24px}h1{font-size:26px}h2{font-size:20px}.en{color:#b7bfc1}img{background:#fff;padding:8px}a{color:#86d6c4}`;

/** `/ca`: from here a phone fetches the local CA, with what to do on each system (design.md §5). */
export function caPage({ ca, phoneUrl }: CaPageOptions): Router {
  const router = express.Router();
  router.get('/ca', async (_request, response) => {
    const qr = await qrcode.toDataURL(`${phoneUrl}/ca`, { margin: 1, scale: 5 });
    response.type('html').send(page(ca.sha256, phoneUrl, qr));
  });
  router.get('/ca/style.css', (_request, response) => void response.type('css').send(STYLE));
  router.get('/ca/haigang-ca.crt', (_request, response) => {
    response.setHeader('Content-Disposition', 'attachment; filename="haigang-ca.crt"');
    response.type('application/x-x509-ca-cert').send(ca.der);
  });
  router.get('/ca/haigang-ca.pem', (_request, response) => void response.type('application/x-pem-file').send(ca.pem));
  return router;
}

function page(sha256: string, phoneUrl: string, qr: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>海港 证书 · Haigang certificate</title><link rel="stylesheet" href="/ca/style.css"></head><body>
<h1>手机证书 <span class="en">Certificate for phones</span></h1>
<p>摄像头与定位须有受信任的连接。请安装本中心的根证书。<br><span class="en">Camera and position need a trusted connection. Install this centre's root certificate.</span></p>
<p><a class="get" href="/ca/haigang-ca.crt">下载证书 Download</a></p>
<p><b>先核对指纹</b>：下面的 SHA-256 须与服务器控制台显示的一致，不一致请勿安装。<br><span class="en"><b>Compare first</b>: this SHA-256 must equal the one on the server's console. If it differs, do not install.</span></p>
<code>${sha256}</code>
<section><h2>Android</h2><p>设置 → 安全 → 更多安全设置 → 加密与凭据 → 安装证书 → <b>CA 证书</b> → 选择下载的文件。<br><span class="en">Settings → Security → More → Encryption &amp; credentials → Install a certificate → <b>CA certificate</b> → choose the file.</span></p></section>
<section><h2>iOS / iPadOS</h2><p>用 Safari 下载 → 设置 → 已下载描述文件 → 安装；然后 设置 → 通用 → 关于本机 → 证书信任设置 → 打开本证书。<br><span class="en">Download with Safari → Settings → Profile downloaded → Install; then Settings → General → About → Certificate Trust Settings → switch it on.</span></p></section>
<section><h2>Windows</h2><p>打开文件 → 安装证书 → 本地计算机 → “受信任的根证书颁发机构”。<br><span class="en">Open the file → Install certificate → Local machine → "Trusted Root Certification Authorities".</span></p></section>
<section><h2>用手机打开本页 <span class="en">Open this page on a phone</span></h2><p><img src="${qr}" alt="QR ${phoneUrl}/ca"></p><p>${phoneUrl}/ca</p></section>
<p class="en">本证书只能为本中心的主机名与内网地址签名。 This authority can only certify this centre's host names and private addresses.</p></body></html>`;
}
