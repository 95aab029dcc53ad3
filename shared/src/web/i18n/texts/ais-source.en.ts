import type { aisSourceZh } from './ais-source.zh.js';
import type { Texts } from './texts.js';

export const aisSourceEn: Texts<typeof aisSourceZh> = {
  texts: {
    aisSource: {
      title: 'AIS sources',
      open: 'State of the AIS sources',
      none: 'No AIS source is configured, so the chart has no ships. The system administrator names the receivers in aisSources (HAIGANG_AIS_SOURCES) and restarts the server.',
      source: 'Source',
      state: 'State',
      rate: 'Sentences/s',
      last: 'Last one',
      bad: 'Damaged',
      fragments: 'Lost parts',
      malformed: 'Unusable',
      first: 'Heard first',
      also: 'Copies',
      refused: 'Refused',
      never: 'never',
      ago: '{{elapsed}} ago',
      minute: 'Rate and damage are those of the last minute, the rest counts from the start of the server.',
      some: 'AIS {{well}}/{{all}}',
      forward:
        'Passed on to {{id}}: {{receivers}} receivers, {{sent}} sentences sent, {{dropped}} dropped, {{refused}} refused',
      recording: 'Recording of the sentences: {{files}} files, {{megabytes}} MB, {{lost}} lines lost',
      recordingFault: {
        'disk-full':
          'Not being recorded: the disk has less left than the settings demand. Clear it, or keep recordings for fewer days or in less room.',
        'not-allowed': 'Not being recorded: no permission to write to ais-recording in the data folder.',
        failed: 'Not being recorded: writing failed, see the server’s log. It is tried again.',
      },
      kind: {
        tcp: 'connects',
        'tcp-listen': 'listens by TCP',
        udp: 'listens by UDP',
        serial: 'serial line',
        file: 'recording',
      },
      is: { live: 'Live', silent: 'Silent', disconnected: 'Not connected', ended: 'Played' },
      advice: {
        refused:
          'The connection is refused: receiver or forwarder does not run, or the port is wrong. It is tried again.',
        unreachable: 'No way there: check cable, switch, VPN and firewall. It is tried again.',
        'unknown-host': 'No such host: check the address in the configuration, and DNS. It is tried again.',
        closed: 'The other side ended the connection. It is tried again.',
        stalled: 'Connected but silent for long, so opened anew: check that the receiver still sends.',
        'no-peer': 'No receiver has connected: check the address and port it sends to.',
        missing: 'The file or device is not there: check the path and the plug. It begins when it appears.',
        'not-allowed':
          'No permission to read: give the account the server runs as the right to read it; for a serial line the group dialout. It is tried again.',
        unreadable: 'It cannot be read: damaged, or no recording. It is tried again.',
        unplugged: 'The serial line is gone: check the USB or serial plug. It comes back by itself.',
        'not-a-line': 'This is no serial line: check the path of the device (such as /dev/serial/by-id/…).',
        'no-sentences': 'There is no AIS sentence in the file: name another recording.',
        failed: 'Something failed, see the server’s log. It is tried again.',
        loop: 'Not passed on: this is one of our own sources, it would go round. Correct aisForwards.',
        ended: 'The recording is over. To play it again restart the server, or add loop=true.',
        silent: 'Connected, but nothing usable is heard: check the receiver’s power, antenna and output settings.',
        'refused-peer':
          '{{address}} wants to send but is not on the list: if it is your receiver, add it to the allow of this source and restart.',
        'bad-line': 'Many sentences are damaged: check line, plugs, converter and baud rate.',
      },
    },
  },
  log: {},
  error: {},
};
