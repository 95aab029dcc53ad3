export const exchangeZh = {
  texts: {},
  log: {
    message: '会议消息',
    'message-files': '会议消息，附文件 {{count}} 个 · SHA-256 {{sha256}}',
  },
  error: {
    'exchange.not-allowed': '您在此会议中只能查看',
    'exchange.too-fast': '消息发送过快，请稍候',
    'exchange.id-taken': '此消息已发送过',
  },
} as const;
